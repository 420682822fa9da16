"""The search: one statement for all hits in their order, one for the facts of those on the page."""

from dataclasses import dataclass
from typing import NamedTuple

from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.queries.criteria import Criteria, Point
from kidsapp.places.queries.facilities import FacilityFacts, FactRow, fact_rows, facts_from
from kidsapp.places.queries.hits import parameters, statement
from kidsapp.places.queries.matching import MATCHES
from kidsapp.places.rules import Match

PAGE_SIZE = 20
POINTS_ON_MAP = 120


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A hit on the map, with its number in the list from 1; its match as in the list."""

    number: int
    public_id: str
    name: str
    point: Point
    match: Match | None


@dataclass(frozen=True, slots=True)
class FoundFacility:
    """A hit in the list, with its number from 1; without wished times only what opens later has a match."""

    number: int
    facts: FacilityFacts
    match: Match | None
    km: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search, and the first hits for the map."""

    total: int
    full_matches: int
    page: int
    facilities: tuple[FoundFacility, ...]
    points: tuple[FoundPoint, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the database answered to a search, word for word: equal readings are equal pages."""

    page: int
    hits: tuple["_Hit", ...]
    facts: tuple[FactRow, ...]

    @property
    def total(self) -> int:
        """How many facilities fit."""
        return self.hits[0].total if self.hits else 0

    @property
    def is_past_the_end(self) -> bool:
        """Whether there are hits, and none on this page."""
        return bool(self.hits) and not self.facts

    @property
    def last_page(self) -> int:
        """The number of the last page that holds any."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def facility_ids(self) -> list[int]:
        """The facilities of the page, by their database ids."""
        return [row[0] for row in self.facts]

    @property
    def public_ids(self) -> list[str]:
        """The same by their public ids."""
        return [row[1] for row in self.facts]


def search(criteria: Criteria, *, page: int = 1) -> Found:
    """One page of what fits: best match first, then nearest, then by name; two statements at any size."""
    return found_in(read(criteria, page=page))


def read(criteria: Criteria, *, page: int = 1) -> Reading:
    """What the database answers to a search, as it came; two statements at any size."""
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    hits = _hits(criteria, limit=max(end, POINTS_ON_MAP))
    return Reading(page, hits, fact_rows([hit.public_id for hit in hits[start:end]]))


def found_in(reading: Reading) -> Found:
    """One page of a search as values."""
    page, rows = reading.page, reading.hits
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    facts = {found.public_id: found for found in map(facts_from, reading.facts)}
    return Found(
        total=rows[0].total if rows else 0,
        full_matches=rows[0].full_matches if rows else 0,
        page=page,
        facilities=tuple(
            FoundFacility(number, facts[row.public_id], row.match, row.km)
            for number, row in enumerate(rows[start:end], start + 1)
            if row.public_id in facts
        ),
        points=tuple(
            FoundPoint(number, row.public_id, row.name, point, row.match)
            for number, row in enumerate(rows[:POINTS_ON_MAP], 1)
            if (point := row.point)
        ),
    )


class _Hit(NamedTuple):
    total: int
    full_matches: int
    public_id: str
    name: str
    latitude: float | None
    longitude: float | None
    place_in_order: int | None
    km: float | None

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(round(self.latitude, 6), round(self.longitude, 6))

    @property
    def match(self) -> Match | None:
        return None if self.place_in_order is None else MATCHES[self.place_in_order]


def _hits(criteria: Criteria, *, limit: int) -> tuple[_Hit, ...]:
    rows = rows_of_city(statement(criteria), **parameters(criteria, limit=limit))
    return tuple(_Hit(*row) for row in rows)
