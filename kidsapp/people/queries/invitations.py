"""Reading invitations, and whether one can be accepted."""

import hashlib
from datetime import date

from django.db.models import Q

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import STAFF, Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy, rules
from kidsapp.people.models import Invitation, Membership, in_force
from kidsapp.people.queries.accounts import actor_of, confirmed_emails
from kidsapp.people.rules import Grant, InvitationTerms


def open_invitations(actor: Actor) -> list[Invitation]:
    """The invitations that wait to be accepted and that the actor may withdraw, oldest first."""
    waiting = Invitation.objects.filter(taken_at=None, withdrawn_at=None, valid_until__gte=actor.today)
    rows = policy.withdraw_invitation.permitted(actor, waiting)
    return list(rows.select_related("organisation", "facility").order_by("pk"))


def is_awaited_as_staff(email: str, *, today: date) -> bool:
    """Whether the address was invited to work here and may come still, or works here already."""
    waiting = Invitation.objects.filter(taken_at=None, withdrawn_at=None, valid_until__gte=today)
    holds = Membership.objects.filter(in_force(today), role__in=STAFF, account__email__iexact=email)
    return bool(waiting.filter(email__iexact=email).exists() or holds.exists())


def invitation_for(actor: Actor, act: Act, public_id: str) -> Invitation | None:
    """The invitation with this public id, if the actor may do the act on it."""
    found: Invitation | None = act.permitted(actor, Invitation.objects.filter(public_id=public_id)).first()
    return found


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose link holds this token."""
    rows = Invitation.objects.select_related("organisation", "facility")
    found: Invitation | None = rows.filter(token_hash=token_hash(token)).first()
    return found


def token_hash(token: str) -> str:
    """What is kept of the secret in an invitation's link; the secret itself is only in the mail."""
    return hashlib.sha256(token.encode()).hexdigest()


def refusal_to_accept(actor: Actor, invitation: Invitation) -> Refused | None:
    """Why the actor cannot accept the invitation today."""
    terms = InvitationTerms(
        invitation.email,
        invitation.valid_until,
        is_taken=invitation.taken_at is not None,
        is_withdrawn=invitation.withdrawn_at is not None or not _is_still_backed(actor, invitation),
    )
    emails = confirmed_emails(actor.account_id)
    return rules.refusal_to_accept(terms, confirmed_emails=emails, today=actor.today)


def _is_still_backed(actor: Actor, invitation: Invitation) -> bool:
    """Whether whoever invited could do so today: an invitation does not outlive its giver's role."""
    if own := invitation.deputy_for:
        return bool(Membership.objects.filter(in_force(actor.today), pk=own.pk).exists())
    giver = actor_of(
        invitation.invited_by, municipality_id=actor.municipality_id, today=actor.today, language="de"
    )
    return rules.refusal_to_grant(grant_of(invitation), held=giver.roles(), today=actor.today) is None


def grant_of(invitation: Invitation) -> Grant:
    """What the invitation gives; a facility comes with its organisation."""
    place = invitation.facility
    organisation_id = place.organisation_id if place else invitation.organisation_id
    until, districts = invitation.membership_until, tuple(invitation.districts)
    return Grant(Role(invitation.role), organisation_id, invitation.facility_id, until, districts)


def first_day_of(actor: Actor, invitation: Invitation) -> date:
    """The first day of the role if it is accepted today."""
    return max(actor.today, invitation.membership_from or actor.today)


def held_already(actor: Actor, invitation: Invitation) -> Membership | None:
    """The same role of the same account that covers all days and districts offered."""
    until, first = invitation.membership_until, first_day_of(actor, invitation)
    as_long = Q(valid_until=None) | Q(valid_until__gte=until) if until else Q(valid_until=None)
    as_far = Q(districts=[])
    if invitation.districts:
        as_far |= Q(districts__contains=invitation.districts)
    held: Membership | None = Membership.objects.filter(
        as_long,
        as_far,
        account_id=actor.account_id,
        role=invitation.role,
        organisation_id=invitation.organisation_id,
        facility_id=invitation.facility_id,
        valid_from__lte=first,
        ended_at=None,
    ).first()
    return held
