"""Reading roles and who may give them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor, Role
from kidsapp.people import policy
from kidsapp.people.models import Invitation, Membership
from kidsapp.places.models import Facility, Organisation


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
        email=row.account.email or "" or "",
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
