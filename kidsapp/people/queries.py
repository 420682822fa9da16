"""Reading accounts, roles, children and custody."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Q

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor, Assurance, HeldRole, Role
from kidsapp.kernel.periods import Period
from kidsapp.people import policy
from kidsapp.people.models import (
    Account,
    Child,
    Invitation,
    Membership,
    in_custody_of,
    in_force,
    with_custody_of,
)
from kidsapp.people.rules import Sign
from kidsapp.places.models import Facility, Organisation

__all__ = ["in_custody_of"]


def actor_of(account: Account | None, *, municipality_id: int, today: date, language: str) -> Actor:
    """Who acts: the account with its roles in the city in scope; one statement for an account."""
    if account is None:
        return Actor(municipality_id, today, language=language)
    held = tuple(_held(row) for row in Membership.objects.filter(account=account, ended_at=None))
    return Actor(municipality_id, today, account.pk, held, Assurance.PASSWORD, language)


def _held(row: Membership) -> HeldRole:
    period = Period(row.valid_from, row.valid_until)
    return HeldRole(Role(row.role), row.municipality_id, row.organisation_id, row.facility_id, period)


def account_of(actor: Actor, *, locked: bool = False) -> Account:
    """The account that acts; raise ``Account.DoesNotExist`` for a visitor."""
    if actor.account_id is None:
        raise Account.DoesNotExist("a visitor has no account")
    rows = Account.objects.select_for_update() if locked else Account.objects.all()
    return rows.get(pk=actor.account_id)


def confirmed_emails(account_id: int | None) -> list[str]:
    """The addresses that are shown to belong to the account."""
    found = EmailAddress.objects.filter(user_id=account_id, verified=True)
    return list(found.values_list("email", flat=True))


def children_of(actor: Actor) -> list[Child]:
    """The children in the actor's custody today, eldest first."""
    found = Child.objects.filter(in_custody_of(actor.account_id, today=actor.today))
    return list(found.distinct()) if actor.account_id else []


def sign_of(child: Child) -> Sign:
    """The child's sign as a value."""
    return Sign(child.sign_shape, child.sign_colour, child.sign_picture)


def child_for(actor: Actor, act: Act, public_id: str) -> Child | None:
    """The child with this public id, if the actor may do the act on it."""
    found: Child | None = act.permitted(actor, Child.objects.filter(public_id=public_id)).distinct().first()
    return found


def guardians_of(child_ids: Iterable[int], *, today: date) -> list[Account]:
    """The accounts that have custody of one of the children today."""
    found = Account.objects.filter(with_custody_of(child_ids, today=today))
    return list(found.distinct().order_by("pk"))


def leads_of(facility_id: int, *, today: date) -> list[Account]:
    """The accounts that lead the facility today."""
    lead = in_force(today, path="memberships__")
    found = Account.objects.filter(
        lead, memberships__facility_id=facility_id, memberships__role=Role.KITA_LEAD
    )
    return list(found.distinct().order_by("pk"))


@dataclass(frozen=True)
class TeamMember:
    """Somebody's role as the team page shows it; an open last day is ``None``."""

    public_id: str
    name: str
    email: str
    role: Role
    place: str
    first_day: date
    last_day: date | None
    deputy_for: str
    may_be_ended: bool
    may_be_deputised: bool


def team_of(actor: Actor) -> list[TeamMember]:
    """The roles that the actor may see, today's and coming ones, in a fixed number of statements."""
    not_over = Q(ended_at=None) & (Q(valid_until=None) | Q(valid_until__gte=actor.today))
    rows = policy.see_team.permitted(actor, Membership.objects.filter(not_over))
    ends, deputises = (
        frozenset(act.permitted(actor, rows).values_list("pk", flat=True))
        for act in (policy.end_membership, policy.deputise)
    )
    related = rows.select_related("account", "organisation", "facility", "deputy_for__account")
    ordered = related.order_by("role", "facility__name", "organisation__name", "account__family_name", "pk")
    return [
        _member(row, may_be_ended=row.pk in ends, may_be_deputised=row.pk in deputises) for row in ordered
    ]


def _member(row: Membership, *, may_be_ended: bool, may_be_deputised: bool) -> TeamMember:
    return TeamMember(
        public_id=row.public_id,
        name=str(row.account),
        email=row.account.email,
        role=Role(row.role),
        place=place_of(row),
        first_day=row.valid_from,
        last_day=row.valid_until,
        deputy_for=str(row.deputy_for.account) if row.deputy_for else "",
        may_be_ended=may_be_ended,
        may_be_deputised=may_be_deputised,
    )


def place_of(row: Membership | Invitation) -> str:
    """The facility or organisation of a role, or nothing when it is of the whole city."""
    return str(row.facility or row.organisation or "")


def membership_for(actor: Actor, act: Act, public_id: str) -> Membership | None:
    """The membership with this public id that is not over, if the actor may do the act on it."""
    rows = Membership.objects.filter(public_id=public_id, ended_at=None)
    found: Membership | None = act.permitted(actor, rows.select_related("account", "facility")).first()
    return found


def open_invitations(actor: Actor) -> list[Invitation]:
    """The invitations that wait to be accepted and that the actor may withdraw, oldest first."""
    waiting = Invitation.objects.filter(taken_at=None, withdrawn_at=None, valid_until__gte=actor.today)
    rows = policy.withdraw_invitation.permitted(actor, waiting)
    return list(rows.select_related("organisation", "facility").order_by("pk"))


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


def facilities_to_grant(actor: Actor) -> list[Facility]:
    """The facilities for which the actor may invite somebody."""
    managed = actor.organisation_ids(Role.PROVIDER_MANAGER)
    rows = (
        Facility.objects.all()
        if actor.holds(Role.OPERATOR)
        else Facility.objects.filter(organisation__in=managed)
    )
    return list(rows.order_by("name"))


def organisations_to_grant(actor: Actor) -> list[Organisation]:
    """The organisations for which the actor may invite somebody."""
    managed = actor.organisation_ids(Role.PROVIDER_MANAGER)
    everywhere = actor.holds(Role.OPERATOR)
    return list(Organisation.objects.all() if everywhere else Organisation.objects.filter(pk__in=managed))
