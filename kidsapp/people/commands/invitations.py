"""Offering somebody a role by mail, taking it up, and taking the offer back."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import District
from kidsapp.people import policy, rules
from kidsapp.people.mails import plan_invitation_mail
from kidsapp.people.models import Invitation, Membership
from kidsapp.people.queries.invitations import (
    first_day_of,
    grant_of,
    held_already,
    refusal_to_accept,
    token_hash,
)
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.places.models import Facility, Organisation

DAYS_TO_ACCEPT = 14
TOKEN_BYTES = 32


def invite(
    actor: Actor,
    email: str,
    role: Role,
    *,
    facility: Facility | None = None,
    organisation: Organisation | None = None,
    districts: Sequence[District] = (),
    last_day: date | None = None,
    at: datetime,
) -> Invitation | Refused:
    """Offer a role to an address by mail; nobody grants what they do not hold."""
    with writing(actor, policy.invite, at=at) as line:
        policy.invite.demand(actor)
        invitation = Invitation(email=email, role=role, membership_until=last_day)
        invitation.facility = facility if role is Role.KITA_LEAD else None
        invitation.organisation = organisation if role is Role.PROVIDER_MANAGER else None
        invitation.districts = list(keys_of(districts)) if role is Role.YOUTH_OFFICE else []
        grant = grant_of(invitation)
        if refused := rules.refusal_to_grant(grant, held=actor.roles(), today=actor.today):
            return refused
        if refused := send(actor, invitation, at=at):
            return refused
        line.about(invitation=invitation.pk)
        return invitation


def keys_of(districts: Iterable[District]) -> tuple[str, ...]:
    """The districts as a role keeps them; one that the city later gives up is then nobody's."""
    return tuple(district.key for district in districts)


def send(actor: Actor, invitation: Invitation, *, at: datetime) -> Refused | None:
    """Write the invitation with a fresh secret, and plan the mail that alone holds it."""
    invitation.email = invitation.email.strip().lower()
    if refused := rules.refusal_to_email(invitation.email):
        return refused
    token, latest = secrets.token_urlsafe(TOKEN_BYTES), actor.today + timedelta(days=DAYS_TO_ACCEPT)
    invitation.token_hash, invitation.invited_at = token_hash(token), at
    invitation.invited_by_id = actor.account_id
    invitation.valid_until = min(latest, invitation.membership_until or latest)
    invitation.in_scope().save()
    plan_invitation_mail(invitation.email, token, language=actor.language, at=at)
    return None


def accept_invitation(actor: Actor, invitation: Invitation, *, at: datetime) -> Membership | Refused:
    """Take up the role with a confirmed address; accepted twice by the same, it is the same role."""
    with writing(actor, policy.accept_invitation, at=at) as line:
        policy.accept_invitation.demand(actor)
        locked = Invitation.objects.select_for_update(of=("self",))
        invitation = locked.select_related("facility", "deputy_for").get(pk=invitation.pk)
        held = held_already(actor, invitation)
        if held and invitation.taken_at:
            return held
        if refused := refusal_to_accept(actor, invitation):
            return refused
        membership = held or _write_membership(actor, invitation)
        Invitation.objects.filter(pk=invitation.pk).update(taken_at=at)
        line.about(invitation=invitation.pk, membership=membership.pk)
        return membership


def _write_membership(actor: Actor, invitation: Invitation) -> Membership:
    membership: Membership = Membership.objects.create(
        account_id=actor.account_id,
        role=invitation.role,
        organisation_id=invitation.organisation_id,
        facility_id=invitation.facility_id,
        valid_from=first_day_of(actor, invitation),
        valid_until=invitation.membership_until,
        granted_by_id=invitation.invited_by_id,
        deputy_for_id=invitation.deputy_for_id,
        districts=invitation.districts,
    )
    return membership


def withdraw_invitation(actor: Actor, invitation: Invitation, *, at: datetime) -> Refused | None:
    """Take an invitation back before it is accepted."""
    with writing(actor, policy.withdraw_invitation, at=at) as line:
        policy.withdraw_invitation.demand(actor, invitation)
        waiting = Invitation.objects.filter(pk=invitation.pk, taken_at=None)
        if not waiting.update(withdrawn_at=at):
            return Refused(Why.INVITATION_TAKEN)
        line.about(invitation=invitation.pk)
    return None
