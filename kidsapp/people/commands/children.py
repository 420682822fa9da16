"""A guardian adds a child and keeps its record; the child chooses its sign."""

from collections.abc import Sequence
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.folding import folded
from kidsapp.kernel.refusals import Refused
from kidsapp.page.signs import ChildSign
from kidsapp.people import policy, rules
from kidsapp.people.commands.accounts import join_as_guardian
from kidsapp.people.models import Child, Custody
from kidsapp.people.queries import account_of, children_of, sign_of
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.rules import ChildRecord


def add_child(
    actor: Actor, record: ChildRecord, *, kind: str = Custody.Kind.JOINT, at: datetime
) -> Child | Sequence[Refused]:
    """Add an own child with custody from today on; the same child sent twice is one child.

    Returns the child or every reason why it is not possible. Whoever adds a child is a guardian.
    """
    with writing(actor, policy.add_child, at=at) as line:
        policy.add_child.demand(actor)
        record = record.tidied()
        if refused := _refusals(actor, record, kind):
            return refused
        account_of(actor, locked=True)
        siblings = children_of(actor)
        if same := next((child for child in siblings if _is_of(child, record)), None):
            return same
        join_as_guardian(actor, at=at)
        child = _write(actor, record, kind, [sign_of(sibling) for sibling in siblings])
        line.about(child.pk)
        return child


def _refusals(actor: Actor, record: ChildRecord, kind: str) -> list[Refused]:
    refused = rules.refusals_to_child(record, today=actor.today)
    if kind not in Custody.Kind.values:
        refused.append(Refused(Why.UNKNOWN_CUSTODY, at_field="kind"))
    return refused


def _is_of(child: Child, record: ChildRecord) -> bool:
    names = (folded(child.given_name), folded(child.family_name), child.born_on)
    return names == (folded(record.given_name), folded(record.family_name), record.born_on)


def _write(actor: Actor, record: ChildRecord, kind: str, taken: Sequence[ChildSign]) -> Child:
    sign = rules.next_sign(taken)
    child: Child = Child.objects.create(
        given_name=record.given_name,
        family_name=record.family_name,
        born_on=record.born_on,
        sign_shape=sign.shape,
        sign_colour=sign.colour,
        sign_picture=sign.picture,
    )
    Custody.objects.create(child=child, account_id=actor.account_id, kind=kind, valid_from=actor.today)
    return child


def save_child(
    actor: Actor, child: Child, record: ChildRecord, *, version: int, at: datetime
) -> Child | Sequence[Refused]:
    """Correct names or birth; ``version`` is the one that the form was made from.

    Returns the child or every reason why it is not possible; nothing is saved then.
    """
    with writing(actor, policy.save_child, at=at) as line:
        child = Child.objects.select_for_update().get(pk=child.pk)
        policy.save_child.demand(actor, child)
        record = record.tidied()
        refused = rules.refusals_to_child(record, today=actor.today)
        if child.version != version:
            refused = [Refused(Why.CHANGED_MEANWHILE), *refused]
        if refused:
            return refused
        child.given_name, child.family_name = record.given_name, record.family_name
        child.born_on, child.version = record.born_on, version + 1
        child.save(update_fields=["given_name", "family_name", "born_on", "version"])
        line.about(child.pk)
        return child


def choose_sign(actor: Actor, child: Child, sign: ChildSign, *, at: datetime) -> None:
    """Give the child the shape, colour and picture that it chose."""
    with writing(actor, policy.choose_sign, at=at) as line:
        policy.choose_sign.demand(actor, child)
        child.sign_shape, child.sign_colour, child.sign_picture = sign.shape, sign.colour, sign.picture
        child.save(update_fields=["sign_shape", "sign_colour", "sign_picture"])
        line.about(child.pk)
