"""Reading roles and who may give them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor, Role
from kidsapp.municipality.models import District
from kidsapp.page.measures import comma
from kidsapp.people import policy
from kidsapp.people.models import Invitation, Membership
from kidsapp.people.rules import grantable_roles
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
    may_be_limited: bool
    districts: tuple[str, ...]


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
    names, limits = district_names(ordered), policy.limit_membership.is_open_to(actor)
    return [
        _member(row, names, may_be_ended=row.pk in ends, may_be_deputised=row.pk in deputises, limits=limits)
        for row in ordered
    ]


def _member(
    row: Membership, names: Mapping[str, str], *, may_be_ended: bool, may_be_deputised: bool, limits: bool
) -> TeamMember:
    return TeamMember(
        public_id=row.public_id,
        name=str(row.account),
        email=row.account.email or "" or "",
        role=Role(row.role),
        place=reach_of(row, names),
        districts=tuple(row.districts),
        first_day=row.valid_from,
        last_day=row.valid_until,
        deputy_for=str(row.deputy_for.account) if row.deputy_for else "",
        may_be_ended=may_be_ended,
        may_be_deputised=may_be_deputised,
        may_be_limited=limits and row.role == Role.YOUTH_OFFICE,
    )


def place_of(row: Membership | Invitation) -> str:
    """The facility or organisation of a role, or nothing when it is the city's."""
    return str(row.facility or row.organisation or "")


def reach_of(row: Membership | Invitation, names: Mapping[str, str]) -> str:
    """The same, or the districts to which the role is limited; else the role is one for the whole city."""
    districts = comma().join(names.get(key, key) for key in row.districts)
    return districts or place_of(row) or gettext("ganze Stadt")


def district_names(rows: Iterable[Membership | Invitation]) -> dict[str, str]:
    """What the districts of these roles are called, by key; no statement where none is limited."""
    keys = {key for row in rows for key in row.districts}
    return dict(District.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def own_districts(actor: Actor) -> list[str]:
    """The districts to which the actor is limited at the youth office; none and no statement: not at all."""
    limit = actor.limit_of(Role.YOUTH_OFFICE)
    rows = District.objects.filter(key__in=limit).values_list("name", flat=True) if limit else ()
    return list(rows)


def districts_to_grant(actor: Actor) -> list[District]:
    """The districts for which the actor may invite somebody: those that an address can lie in."""
    everywhere = Role.YOUTH_OFFICE in grantable_roles(actor.roles())
    return list(District.objects.exclude(postal_codes=[])) if everywhere else []


def districts_alike(offered: Sequence[District]) -> list[str]:
    """The names of those that share a postal code with another while the city lists no streets of theirs."""
    times = Counter(code for row in offered for code in set(row.postal_codes))
    doubtful = (row for row in offered if not row.has_listed_streets)
    return [row.name for row in doubtful if any(times[code] > 1 for code in row.postal_codes)]


def districts_of_nobody(team: Iterable[TeamMember], *, today: date) -> list[str]:
    """The districts whose children nobody of the youth office sees today; no statement if none is limited."""
    limits = [one.districts for one in team if one.role is Role.YOUTH_OFFICE and one.first_day <= today]
    if not limits or not all(limits):
        return []
    rows = District.objects.exclude(postal_codes=[]).exclude(key__in=chain.from_iterable(limits))
    return list(rows.values_list("name", flat=True))


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
