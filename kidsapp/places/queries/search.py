"""The search: one statement for all hits in their order, one for the facts of those on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kidsapp.kernel.opening_hours import MINUTES_A_DAY
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.queries.criteria import Criteria, Point
from kidsapp.places.queries.facilities import (
    GRID_LATITUDE,
    GRID_LONGITUDE,
    FacilityFacts,
    facts_in_order,
)
from kidsapp.places.queries.matching import MATCHES, match_parameters, match_sql
from kidsapp.places.rules import EARTH_RADIUS_KM, Box, Match, bounding_box

PAGE_SIZE = 20
POINTS_ON_MAP = 120
GRID_KM = 0.3
"""So far a point that is shown on the grid may lie from the true one, which the index knows."""

WORKDAYS = 5
HITS = """
WITH fitting AS MATERIALIZED (
    SELECT f.id, f.name_key, p.latitude, p.longitude, distance.km, <match> AS match
    FROM places_facility f
    CROSS JOIN LATERAL (SELECT
        CASE WHEN f.shows_house_number THEN f.latitude
            ELSE round(f.latitude / %(grid_latitude)s) * %(grid_latitude)s END AS latitude,
        CASE WHEN f.shows_house_number THEN f.longitude
            ELSE round(f.longitude / %(grid_longitude)s) * %(grid_longitude)s END AS longitude) p
    CROSS JOIN LATERAL (SELECT 2 * %(earth)s * asin(sqrt(
            power(sin(radians(p.latitude - %(latitude)s::float8) / 2), 2)
            + cos(radians(%(latitude)s::float8)) * cos(radians(p.latitude))
            * power(sin(radians(p.longitude - %(longitude)s::float8) / 2), 2))) AS km) distance
    WHERE f.municipality_id = %(city)s AND f.is_listed AND f.kind = ANY(%(kinds)s)
        AND (%(south)s::float8 IS NULL OR f.latitude BETWEEN %(south)s AND %(north)s
            AND f.longitude BETWEEN %(west)s AND %(east)s)
        AND (%(hours_model)s = '' OR f.hours_models = '{}' OR %(hours_model)s = ANY(f.hours_models))
        AND (%(youngest)s::int IS NULL OR coalesce(f.age_from_months, 0) <= %(oldest)s
            AND coalesce(f.age_until_months, 1200) > %(youngest)s)
        AND (%(organisation)s = '' OR f.organisation_id = (
            SELECT id FROM places_organisation WHERE public_id = %(organisation)s))
        AND (%(district)s = '' OR f.district_id = (
            SELECT id FROM municipality_district WHERE municipality_id = %(city)s AND name = %(district)s))
        AND (NOT %(is_inclusive)s OR f.is_inclusive)
        AND (NOT %(is_wheelchair_accessible)s OR f.is_wheelchair_accessible)
        AND (cardinality(%(days)s::int4range[]) = 0 OR f.opening_hours && '{[0,7200)}'::int4multirange
            AND NOT EXISTS (
                SELECT FROM unnest(%(days)s::int4range[], %(demanded)s::int4range[]) AS on_a(day, part)
                WHERE f.opening_hours && on_a.day AND NOT f.opening_hours && on_a.part))
        AND (%(radius)s::float8 IS NULL OR distance.km <= %(radius)s)
),
first AS (SELECT * FROM fitting ORDER BY match, km, name_key, id LIMIT %(limit)s)
SELECT (SELECT count(*) FROM fitting), (SELECT count(*) FROM fitting WHERE match = 0),
    f.public_id, f.name, first.latitude, first.longitude, first.match, first.km
FROM first JOIN places_facility f ON f.id = first.id
ORDER BY first.match, first.km, first.name_key, first.id
"""


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A hit on the map, with its number in the list from 1."""

    number: int
    public_id: str
    name: str
    point: Point
    match: Match | None


@dataclass(frozen=True, slots=True)
class FoundFacility:
    """A hit in the list, with its number from 1; without wished times there is no match."""

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


def search(criteria: Criteria, *, page: int = 1) -> Found:
    """One page of what fits: best match first, then nearest, then by name; two statements at any size."""
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    rows = _hits(criteria, limit=max(end, POINTS_ON_MAP))
    facts = {found.public_id: found for found in facts_in_order([row.public_id for row in rows[start:end]])}
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


def _hits(criteria: Criteria, *, limit: int) -> list[_Hit]:
    rows = rows_of_city(statement(criteria), **parameters(criteria, limit=limit))
    return [_Hit(*row) for row in rows]


def statement(criteria: Criteria) -> str:
    """The statement that finds the hits; it takes ``parameters``."""
    return HITS.replace("<match>", match_sql(criteria.wished))


def parameters(criteria: Criteria, *, limit: int = POINTS_ON_MAP) -> dict[str, Any]:
    """What the statement takes; ``limit`` is how many of the first hits come back."""
    return {
        "kinds": list(criteria.kinds),
        "hours_model": criteria.hours_model,
        "youngest": criteria.age_months[0] if criteria.age_months else None,
        "oldest": criteria.age_months[1] if criteria.age_months else None,
        "organisation": criteria.organisation,
        "district": criteria.district,
        "is_inclusive": criteria.is_inclusive,
        "is_wheelchair_accessible": criteria.is_wheelchair_accessible,
        "grid_latitude": GRID_LATITUDE,
        "grid_longitude": GRID_LONGITUDE,
        "earth": EARTH_RADIUS_KM,
        "limit": limit,
        **_where(criteria),
        **_when(criteria),
    }


def _where(criteria: Criteria) -> dict[str, float | None]:
    point, radius = criteria.point, criteria.radius_km
    where: dict[str, float | None] = dict.fromkeys(("latitude", "longitude", "radius", *Box._fields))
    if point:
        where |= {"latitude": point.latitude, "longitude": point.longitude}
    if point and radius:
        box = bounding_box(point.latitude, point.longitude, radius + GRID_KM)
        where |= {"radius": radius, **box._asdict()}
    return where


def _when(criteria: Criteria) -> dict[str, Any]:
    demands = list(_demands(criteria))
    return {
        **match_parameters(criteria.wished),
        "days": [f"[{day},{day + MINUTES_A_DAY})" for day, _begin, _end in demands],
        "demanded": [f"[{day + begin},{day + end})" for day, begin, end in demands],
    }


def _demands(criteria: Criteria) -> Iterator[tuple[int, int, int]]:
    """Minutes of Monday to Friday of which one has to be open on each day that is open at all."""
    for day in range(0, WORKDAYS * MINUTES_A_DAY, MINUTES_A_DAY):
        if criteria.opens_by is not None:
            yield day, 0, criteria.opens_by + 1
        if criteria.closes_from:
            yield day, criteria.closes_from - 1, MINUTES_A_DAY
