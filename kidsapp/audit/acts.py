"""An act and who may do it: one rule that is the gate, the query filter and the list of buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q

from kidsapp.kernel.actors import Actor, Assurance, Role, guardian
from kidsapp.municipality.questions import Question

Rule = Callable[[Actor], Q | None]
"""Answers with the rows on which the actor may act, or ``None`` for no row at all."""

EVERY_ROW = Q(pk__isnull=False)


class NotPermitted(PermissionError):
    """Somebody tried an act that the policy does not give them."""


class ProofLacking(NotPermitted):
    """The policy gives it to them, once they have shown better or again who they are."""

    def __init__(self, act: "Act") -> None:
        """For the door, which leads to the proof."""
        super().__init__(act.name)
        self.act = act


@dataclass(frozen=True)
class Act:
    """A named act; whoever one of the rules lets in may do it on the rows that the rule names."""

    name: str
    rules: tuple[Rule, ...]
    shows_children: bool = False
    at_any_level: bool = False
    """Whether staff may do it before their second factor: only what leads to one."""
    requires_level: Assurance = Assurance.NONE
    """How sure the log-in has to be, for whoever it is; who works here is asked for more anyway."""
    is_sensitive: bool = False
    """Whether it asks again who it is, unless that was shown a few minutes ago."""
    is_file: bool = False
    """Whether its answer is a file, which would leave the browser where the proof was asked for."""

    def rows(self, actor: Actor) -> Q | None:
        """The rows on which the actor may do it; ``None`` for none."""
        asking = self._asking(actor)
        found = [q for rule in self.rules if (q := rule(asking)) is not None]
        return reduce(or_, found) if found else None

    def is_open_to(self, actor: Actor) -> bool:
        """Whether there may be any row at all on which the actor may do it."""
        asking = self._asking(actor)
        return any(rule(asking) is not None for rule in self.rules)

    def permits(self, actor: Actor, row: Model) -> bool:
        """Whether the actor may do it on this row; for families, who ask most, the rule is worded once."""
        if actor.is_guardian_only:
            asked = _asked_by_guardian(self, type(row))
            given = {"account": actor.account_id, "today": actor.today, "row": row.pk}
            return asked is not None and bool(asked.all(**given))
        manager: Any = type(row)._default_manager
        return bool(self.permitted(actor, manager.all()).filter(pk=row.pk).exists())

    def permitted(self, actor: Actor, rows: Any) -> Any:
        """The given queryset, narrowed to the rows on which the actor may do it."""
        q = self.rows(actor)
        return rows.none() if q is None else rows.filter(q)

    def demand(self, actor: Actor, row: Model | None = None) -> None:
        """Raise ``NotPermitted`` unless the actor may do it (on the row, if one is given).

        ``ProofLacking`` where only the log-in is too weak or too old. Menus and buttons do not ask for that.
        """
        allowed = self.is_open_to(actor) if row is None else self.permits(actor, row)
        if not allowed:
            raise NotPermitted(self.name)
        if not self.is_sure_of(actor):
            raise ProofLacking(self)

    def is_sure_of(self, actor: Actor) -> bool:
        """Whether the log-in is strong enough, and new enough, for this act."""
        is_new_enough = not (self.is_sensitive and actor.is_stale)
        return actor.assurance >= self.level_for(actor) and is_new_enough

    def level_for(self, actor: Actor) -> Assurance:
        """How sure the log-in of this actor has to be for this act."""
        return min(self.requires_level, actor.asks_at_most)

    def _asking(self, actor: Actor) -> Actor:
        """Staff without their second factor are visitors to every policy: no page can forget to ask."""
        return actor if self.at_any_level or not actor.is_held_back else actor.as_visitor()


@cache
def _asked_by_guardian(act: Act, model: type[Model]) -> Question | None:
    """What a rule comes to for a guardian; nothing where it lets none in.

    Rules know of an actor only account, roles and day (a house test looks): guardians differ in no more.
    """
    manager: Any = model._default_manager

    def rows(account: int, today: date, row: int) -> Any:
        asked = act.permitted(guardian(account, today=today), manager.filter(pk=row))
        return asked.order_by().values_list("pk")

    if act.rows(guardian(1, today=date.max)) is None:
        return None
    return Question(rows, account=int, today=date, row=int, may_ignore=("account", "today"))


def act(name: str, *rules: Rule, **said: Any) -> Act:
    """An act whose name is ``module.verb_object``; ``said`` are the other fields of ``Act``."""
    return Act(name, rules, **said)


def sensitive(name: str, *rules: Rule, **said: Any) -> Act:
    """An act before which one shows again who one is; the README lists them."""
    return Act(name, rules, **said, is_sensitive=True)


def anyone(_actor: Actor) -> Q | None:
    """Everybody, logged in or not."""
    return EVERY_ROW


def signed_in(actor: Actor) -> Q | None:
    """Everybody with an account."""
    return EVERY_ROW if actor.account_id else None


def holding(*roles: Role) -> Rule:
    """Whoever holds one of the roles in this city today, for every row of the city."""
    return lambda actor: EVERY_ROW if any(actor.holds(role) for role in roles) else None
