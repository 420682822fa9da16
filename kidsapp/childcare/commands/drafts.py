"""Forms in progress: what was typed is kept as it was typed, at each step."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.commands import Line, writing
from kidsapp.childcare import policy
from kidsapp.childcare.commands.documents import drop_documents
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.queries.answers import typed_of
from kidsapp.kernel.actors import Actor, Role, guardian
from kidsapp.municipality.questions import Question
from kidsapp.people.models import Account, Child
from kidsapp.places.models import Facility

Typed = Mapping[str, Sequence[str]]
LONGEST_VALUE = 20_000
MOST_VALUES = 60
KEY = re.compile(r"[A-Za-z0-9_-]{12,16}")


def begin_draft(
    actor: Actor,
    key: str,
    typed: Mapping[str, Typed],
    *,
    origin: str = PreRegistration.Origin.FAMILY,
    facility: Facility | None = None,
    changes: PreRegistration | None = None,
    child: Child | None = None,
    go_on: str,
    at: datetime,
) -> Draft:
    """Begin a form with what was typed, by step; the same first page sent twice (``key``) is one draft."""
    with writing(actor, policy.keep_draft, at=at) as line:
        policy.keep_draft.demand(actor)
        account = Account.objects.select_for_update().get(pk=actor.account_id or 0)
        if KEY.fullmatch(key) and (found := Draft.objects.filter(public_id=key).first()):
            return _own(actor, found)
        draft = Draft(account=account, origin=origin, facility=facility, changes=changes)
        if KEY.fullmatch(key):
            draft.public_id = key
        draft.child = changes.child if changes else child
        draft.typed = {step: cut(values) for step, values in typed.items()}
        draft.step, draft.begun_at, draft.saved_at = go_on, at, at
        draft.in_scope().save()
        _name(line, draft)
        return _own(actor, draft)


def _own(actor: Actor, draft: Draft) -> Draft:
    policy.keep_draft.demand(actor, draft)
    return draft


def begin_change(actor: Actor, case: PreRegistration, *, go_on: str, at: datetime) -> Draft:
    """Begin to change a sent case, from what was sent; a change begun before by the same account goes on."""
    with writing(actor, policy.keep_draft, at=at):
        policy.change_preregistration.demand(actor, case)
        Account.objects.select_for_update().filter(pk=actor.account_id or 0).get()
        begun: Draft | None = Draft.objects.filter(
            changes=case, account_id=actor.account_id, sent=None
        ).first()
        if begun and begun.typed.get("base") == {"version": [str(case.version)]}:
            return save_step(actor, begun, {}, go_on=go_on, at=at)
        is_office = actor.holds(Role.YOUTH_OFFICE)
        origin = PreRegistration.Origin.YOUTH_OFFICE if is_office else PreRegistration.Origin.FAMILY
        if begun:
            discard_draft(actor, begun, at=at)
        return begin_draft(actor, "", typed_of(case), origin=origin, changes=case, go_on=go_on, at=at)


def save_step(
    actor: Actor,
    draft: Draft,
    typed: Mapping[str, Typed],
    *,
    go_on: str,
    child: Child | None = None,
    at: datetime,
) -> Draft:
    """Keep what was typed into some steps as it was typed, and the step to go on with.

    ``child`` is the one that the first step names; a draft that was sent meanwhile stays as it is.
    """
    with writing(actor, policy.keep_draft, at=at) as line:
        draft = locked_draft(actor, draft)
        if draft.sent_id:
            return draft
        draft.typed = {**draft.typed, **{step: cut(values) for step, values in typed.items()}}
        draft.step, draft.saved_at = go_on, at
        if "kind" in typed:
            draft.child = child
        draft.save(update_fields=["typed", "step", "saved_at", "child"])
        _name(line, draft)
        return draft


def cut(typed: Typed) -> dict[str, list[str]]:
    """What the database can keep: no null characters, and no value or list without end."""
    return {
        name: [value[:LONGEST_VALUE].replace("\x00", "") for value in values[:MOST_VALUES]]
        for name, values in typed.items()
    }


def locked_draft(actor: Actor, draft: Draft) -> Draft:
    """The draft as it stands now, locked; refused to whom it does not belong (any more).

    What it was sent as is read afterwards (``locks._held`` says why).
    """
    if actor.is_guardian_only:
        found: Draft | None = LOCKED_OF_FAMILY.first(account=actor.account_id, draft=draft.pk)
    else:
        found = _locked(actor, draft.pk).first()
    if found is None:
        raise NotPermitted(policy.keep_draft.name)
    return found


def _locked(actor: Actor, draft_id: int) -> Any:
    rows = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id)
    return policy.keep_draft.permitted(actor, rows)


LOCKED_OF_FAMILY = Question(
    lambda account, draft: _locked(guardian(account, today=date.min), draft), account=int, draft=int
)


def discard_draft(actor: Actor, draft: Draft, *, at: datetime) -> None:
    """Throw a form in progress away, with all that was typed."""
    with writing(actor, policy.keep_draft, at=at) as line:
        draft = locked_draft(actor, draft)
        _name(line, draft)
        if draft.sent_id is None:
            drop_documents(draft)
            draft.delete()


def _name(line: Line, draft: Draft) -> None:
    line.about(*filter(None, [draft.child_id]), draft=draft.pk)
