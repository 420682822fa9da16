"""What comes nearest when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kidsapp.kernel.opening_hours import Week
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.search import FoundFacility, search

WORKDAYS = range(5)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The search with one wish loosened as little as helps, by how much, and how many then fit."""

    criteria: Criteria
    count: int
    minutes_later: int = 0
    minutes_earlier: int = 0
    km: float = 0.0


def nearest_to(criteria: Criteria) -> Nearest | None:
    """What fits when it opens a little later, closes a little earlier, or is farther away; else nothing."""
    if criteria.opens_by is not None or criteria.closes_from is not None:
        found = search(criteria.without_times()).facilities
        if open_then := [hit for hit in found if not _opens_later(hit, criteria)]:
            return _nearest_times(criteria, open_then)
    if criteria.radius_km is not None:
        found = search(criteria.without_radius()).facilities
        if found and found[0].km is not None:
            km = min(hit.km for hit in found if hit.km is not None)
            return Nearest(criteria.without_radius(), len(found), km=km)
    return None


def _opens_later(hit: FoundFacility, criteria: Criteria) -> bool:
    return bool(criteria.starts_on and hit.facts.opens_on and hit.facts.opens_on > criteria.starts_on)


def _nearest_times(criteria: Criteria, found: Iterable[FoundFacility]) -> Nearest | None:
    misses = [_miss(hit.facts.week, criteria) for hit in found if hit.facts.week and hit.facts.week.days]
    if not misses:
        return None
    later, earlier = min(misses, key=lambda miss: (sum(miss), miss))
    count = sum(1 for miss in misses if miss[0] <= later and miss[1] <= earlier)
    opens_by = None if criteria.opens_by is None else criteria.opens_by + later
    closes_from = None if criteria.closes_from is None else criteria.closes_from - earlier
    loosened = replace(criteria, opens_by=opens_by, closes_from=closes_from)
    return Nearest(loosened, count, minutes_later=later, minutes_earlier=earlier)


def _miss(week: Week, criteria: Criteria) -> tuple[int, int]:
    """By how many minutes a week opens too late and closes too early, on its worst workday."""
    days = [week.on(day) for day in WORKDAYS if week.on(day)]
    opens_by, closes_from = criteria.opens_by, criteria.closes_from
    late = max((day[0].opens - opens_by for day in days), default=0) if opens_by is not None else 0
    early = max((closes_from - day[-1].closes for day in days), default=0) if closes_from is not None else 0
    return max(late, 0), max(early, 0)
