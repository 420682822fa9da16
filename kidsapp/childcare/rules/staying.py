"""Children of the year before who stay: in which group they are next, and who goes to school."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kidsapp.childcare.refusals import GroupHint as Hint
from kidsapp.childcare.rules.groups import GroupTerms
from kidsapp.childcare.rules.season import START_MONTH
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused


@dataclass(frozen=True)
class SchoolAge:
    """Who has completed so many years by this day of a calendar year goes to school in it."""

    years: int
    month: int
    day: int


@dataclass(frozen=True)
class Staying:
    """A child with a contract that runs on, and the name of the group where it is now."""

    born_on: date
    group: str


@dataclass(frozen=True)
class StayingSize:
    """A group's places, those promised, and how many stay: as the Kita says and by the contracts we know."""

    places: int
    promised: int
    staying: int
    by_contract: int


def hints_on_staying(size: StayingSize) -> tuple[Refused, ...]:
    """What to look at; contracts from before KidsApp are unknown to us, so more may stay than we know of."""
    found = []
    if size.by_contract > size.staying:
        found.append(Refused(Hint.MORE_STAY, {"children": size.by_contract}))
    if size.staying + size.promised > size.places:
        found.append(Refused(Hint.NO_ROOM_TO_STAY))
    return tuple(found)


def school_age(settings: Mapping[str, Any]) -> SchoolAge | None:
    """The Land's rule; ``None`` where its file names none: then only the groups' ages count."""
    row = settings.get("childcare.school_age")
    if not row:
        return None
    month, day = map(int, row["by"].split("-"))
    return SchoolAge(int(row["years"]), month, day)


def goes_to_school(born_on: date, *, year: int, school: SchoolAge | None) -> bool:
    """Whether the child is at school from the summer of this year on (NRW: § 35 I SchulG)."""
    if school is None:
        return False
    by = (school.month, school.day)
    return year - born_on.year - ((born_on.month, born_on.day) > by) >= school.years


def staying_by_group(
    children: Iterable[Staying], groups: Sequence[GroupTerms], *, year: int, school: SchoolAge | None
) -> Mapping[str, int]:
    """How many stay in each group of the year, by its name.

    A child stays in its own group while the ages fit, else in the first that fits; who goes to school, or
    fits nowhere, stays in none.
    """
    begins = date(year, START_MONTH, 1)
    found = Counter[str]()
    for child in children:
        if goes_to_school(child.born_on, year=year, school=school):
            continue
        months = age_in_months(child.born_on, on=begins)
        fitting = [g.name for g in groups if g.age_from_months <= months < g.age_until_months]
        if fitting:
            found[child.group if child.group in fitting else fitting[0]] += 1
    return found
