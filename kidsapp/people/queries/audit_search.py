"""Lines as the data protection officer reads them: staff by name, families only where one asked for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from kidsapp.audit.queries.lines import LineFilter, SomeLine, lines_like
from kidsapp.kernel.actors import Role
from kidsapp.kernel.clock import german_moment
from kidsapp.municipality.queries import city_in_scope
from kidsapp.people.models import Account, Child, Membership
from kidsapp.people.queries.looks import role_then, roles_of
from kidsapp.people.queries.team import place_of

LINES_A_PAGE = 50
MOST_CHILDREN = 20
NOBODY = -1


@dataclass(frozen=True)
class Wanted:
    """What lines are looked for; both days belong to it."""

    first: date
    last: date
    email: str
    child_id: int | None
    acts: list[str]


@dataclass(frozen=True)
class FoundLine:
    """A line with the name of whoever it is: of staff, or of the account that was asked for."""

    at: datetime
    act: str
    by: str
    name: str
    role: Role | None
    place: str
    children: int
    back_to: date | None


def children_named(words: str, *, public_id: str = "") -> list[Child]:
    """The children whose names hold every word, or the one with this public id; at most twenty."""
    if public_id:
        return list(Child.objects.filter(public_id=public_id))
    if not words.split():
        return []
    tests = Q()
    for word in words.split():
        tests &= Q(given_name__icontains=word) | Q(family_name__icontains=word)
    return list(Child.objects.filter(tests)[:MOST_CHILDREN])


def found_lines(wanted: Wanted, *, page: int) -> tuple[list[FoundLine], bool]:
    """A page of lines, the last written first, and whether there are more; four statements."""
    lines = lines_like(_filter(wanted), first=(page - 1) * LINES_A_PAGE, most=LINES_A_PAGE + 1)
    shown = lines[:LINES_A_PAGE]
    everybody = {line.account_id for line in shown if line.account_id}
    roles = roles_of(everybody)
    named = everybody if wanted.email or wanted.child_id else everybody.intersection(roles)
    names = {row.pk: str(row) for row in Account.objects.filter(pk__in=named)}
    city = city_in_scope().name
    found = [_found(line, roles.get(line.account_id or 0, []), names, city) for line in shown]
    return found, len(lines) > LINES_A_PAGE


def _filter(wanted: Wanted) -> LineFilter:
    account = _account(wanted.email) if wanted.email else None
    begin, end = german_moment(wanted.first), german_moment(wanted.last + timedelta(days=1))
    return LineFilter(begin, end, account, wanted.child_id, wanted.acts)


def _account(email: str) -> int:
    """The account's id; an address that nobody has finds no line, as one without a line does."""
    found = Account.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return NOBODY if found is None else found


def _found(line: SomeLine, roles: list[Membership], names: dict[int, str], city: str) -> FoundLine:
    held = role_then(roles, line.at)
    role, place = (Role(held.role), place_of(held) or city) if held else (None, "")
    by = "system" if line.account_id is None else "family"
    name = names.get(line.account_id or 0, "")
    return FoundLine(line.at, line.act, by, name, role, place, line.children, line.back_to)
