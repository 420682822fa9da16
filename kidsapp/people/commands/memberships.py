"""Naming a deputy for some days, and ending a role."""

from collections.abc import Sequence
from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.periods import Period
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import District
from kidsapp.people import policy, rules
from kidsapp.people.commands.invitations import keys_of, send
from kidsapp.people.models import Invitation, Membership, in_force
from kidsapp.people.rules import Grant, OwnRole


def deputise(
    actor: Actor, membership: Membership, email: str, *, first_day: date, last_day: date, at: datetime
) -> Invitation | Refused:
    """Offer the own role to an address for some days; both days are included."""
    with writing(actor, policy.deputise, at=at) as line:
        policy.deputise.demand(actor, membership)
        own = OwnRole(Role(membership.role), membership.valid_until, membership.deputy_for_id is not None)
        refused = rules.refusal_to_deputise(own, first_day=first_day, last_day=last_day, today=actor.today)
        if refused:
            return refused
        invitation = Invitation(
            email=email,
            role=membership.role,
            facility_id=membership.facility_id,
            membership_from=first_day,
            membership_until=last_day,
            deputy_for=membership,
        )
        if refused := send(actor, invitation, at=at):
            return refused
        line.about(invitation=invitation.pk, membership=membership.pk)
        return invitation


def end_membership(
    actor: Actor, membership: Membership, *, last_day: date | None = None, at: datetime
) -> Refused | None:
    """End a role at once, or with a last day; its deputies end with it."""
    with writing(actor, policy.end_membership, at=at) as line:
        others = _lock_others(actor, membership)
        membership = Membership.objects.select_for_update().get(pk=membership.pk)
        policy.end_membership.demand(actor, membership)
        if refused := _refusal(actor, membership, last_day, others):
            return refused
        for ending in (membership, *membership.deputies.filter(ended_at=None)):
            _end(ending, last_day, at)
        line.about(membership=membership.pk, account=membership.account_id)
    return None


def limit_membership(
    actor: Actor, membership: Membership, districts: Sequence[District], *, at: datetime
) -> Membership | Refused:
    """Let a role at the youth office count in these districts (none: the whole city) from now on.

    The role held so far ends and is kept, so that it can be read later who saw which children when.
    """
    with writing(actor, policy.limit_membership, at=at) as line:
        membership = Membership.objects.select_for_update().get(pk=membership.pk)
        policy.limit_membership.demand(actor, membership)
        grant = Grant(Role(membership.role), last_day=membership.valid_until, districts=keys_of(districts))
        if refused := rules.refusal_to_grant(grant, held=actor.roles(), today=actor.today):
            return refused
        _end(membership, None, at)
        limited: Membership = Membership.objects.create(
            account_id=membership.account_id,
            role=membership.role,
            valid_from=actor.today,
            valid_until=membership.valid_until,
            granted_by_id=actor.account_id,
            districts=grant.districts,
        )
        line.about(membership=limited.pk, account=limited.account_id, ended_membership=membership.pk)
    return limited


def _lock_others(actor: Actor, membership: Membership) -> int:
    """How many others operate the city today; all are locked, so that two cannot end each other at once."""
    if membership.role != Role.OPERATOR:
        return 0
    operators = Membership.objects.filter(in_force(actor.today), role=Role.OPERATOR)
    locked = operators.select_for_update().order_by("pk")
    return len({row.account_id for row in locked} - {membership.account_id})


def _refusal(actor: Actor, membership: Membership, last_day: date | None, others: int) -> Refused | None:
    return rules.refusal_to_end(
        Role(membership.role),
        period=Period(membership.valid_from, membership.valid_until),
        last_day=last_day,
        others=others,
        today=actor.today,
    )


def _end(membership: Membership, last_day: date | None, at: datetime) -> None:
    if last_day is None or last_day < membership.valid_from:
        membership.ended_at = at
    elif membership.valid_until is None or last_day < membership.valid_until:
        membership.valid_until = last_day
    membership.save(update_fields=["ended_at", "valid_until"])
