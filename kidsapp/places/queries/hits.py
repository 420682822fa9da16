"""The statement that finds the hits of a search; only what is asked for is planned and computed."""

from collections.abc import Iterator
from typing import Any

from kidsapp.kernel.opening_hours import MINUTES_A_DAY
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.facilities import GRID_LATITUDE, GRID_LONGITUDE
from kidsapp.places.queries.matching import match_parameters, match_sql
from kidsapp.places.rules import EARTH_RADIUS_KM, bounding_box

GRID_KM = 0.3
"""So far a point that is shown on the grid may lie from the true one, which the index knows."""
WORKDAYS = 5

HITS = """
WITH fitting AS MATERIALIZED (
    SELECT f.id, f.name_key, f.km, f.opens_later, <match> AS match
    FROM (SELECT f.id, f.name_key, f.opening_hours, <km> AS km, <opens_later> AS opens_later
        FROM places_facility f
        WHERE f.municipality_id = %(city)s AND f.is_listed AND f.kind = ANY(%(kinds)s)<conditions> OFFSET 0) f
    WHERE <near>
),
counted AS MATERIALIZED (
    SELECT count(*) AS total, count(*) FILTER (WHERE match = 0) AS full_matches FROM fitting),
first AS (SELECT * FROM fitting ORDER BY <order> LIMIT %(limit)s)
SELECT total, full_matches, public_id, name, latitude, longitude, match, km
FROM first CROSS JOIN counted CROSS JOIN LATERAL (
    SELECT f.public_id, f.name, <latitude> AS latitude, <longitude> AS longitude
    FROM places_facility f WHERE f.id = first.id OFFSET 0) shown
ORDER BY <order>
"""
"""``OFFSET 0`` keeps the planner from working out distances twice and reading all rows to show the first."""

LATITUDE, LONGITUDE = (
    f"CASE WHEN f.shows_house_number THEN f.{name} ELSE round(f.{name} / {grid}) * {grid} END"
    for name, grid in (("latitude", GRID_LATITUDE), ("longitude", GRID_LONGITUDE))
)
"""The point that everybody may know: without a public house number only the nearest of a grid."""

KM = f"""2 * {EARTH_RADIUS_KM} * asin(sqrt(
    power(sin(radians({LATITUDE} - %(latitude)s::float8) / 2), 2)
    + cos(radians(%(latitude)s::float8)) * cos(radians({LATITUDE}))
    * power(sin(radians({LONGITUDE} - %(longitude)s::float8) / 2), 2)))"""

BOX = """f.latitude BETWEEN %(south)s AND %(north)s AND f.longitude BETWEEN %(west)s AND %(east)s"""
OPENS_LATER = "coalesce(f.opens_on > %(starts_on)s::date, false)"
OPEN_THEN = "(f.closes_on IS NULL OR f.closes_on >= %(starts_on)s::date)"
HOURS_MODEL = "(f.hours_models = '{}' OR %(hours_model)s = ANY(f.hours_models))"
AGE = """coalesce(f.age_from_months, 0) <= %(oldest)s AND coalesce(f.age_until_months, 1200) > %(youngest)s"""
ORGANISATION = """f.organisation_id = (
    SELECT id FROM places_organisation WHERE municipality_id = %(city)s AND public_id = %(organisation)s)"""
DISTRICT = """f.district_id = (
    SELECT id FROM municipality_district WHERE municipality_id = %(city)s AND name = %(district)s)"""
NAMED = "f.public_id = ANY(%(named)s)"
OPEN_ON_WORKDAYS = "f.opening_hours && '{[0,7200)}'::int4multirange"
OPEN_WHEN = """(f.opening_hours && %(part_{n})s::int4range OR NOT f.opening_hours && %(on_{n})s::int4range)"""


def statement(criteria: Criteria) -> str:
    """The statement that finds the hits; it takes ``parameters``."""
    parts = {
        "<match>": match_sql(criteria.wished),
        "<opens_later>": OPENS_LATER if criteria.starts_on else "false",
        "<km>": KM if criteria.point else "NULL::float8",
        "<conditions>": "".join(f" AND {condition}" for condition in _conditions(criteria)),
        "<near>": "f.km <= %(radius)s" if _is_around(criteria) else "true",
        "<order>": ", ".join(_order(criteria)),
        "<latitude>": LATITUDE,
        "<longitude>": LONGITUDE,
    }
    text = HITS
    for name, sql in parts.items():
        text = text.replace(name, sql)
    return text


def _order(criteria: Criteria) -> Iterator[str]:
    """What is open on the first day, there the best match, then the nearest, then by name."""
    if criteria.starts_on:
        yield "opens_later"
    if criteria.wished:
        yield "match"
    if criteria.point:
        yield "km"
    yield from ("name_key", "id")


def _is_around(criteria: Criteria) -> bool:
    return bool(criteria.point and criteria.radius_km)


def _conditions(criteria: Criteria) -> Iterator[str]:
    """What narrows the search, in SQL."""
    asked = {
        BOX: _is_around(criteria),
        HOURS_MODEL: criteria.hours_model,
        AGE: criteria.age_months,
        OPEN_THEN: criteria.starts_on,
        ORGANISATION: criteria.organisation,
        DISTRICT: criteria.district,
        NAMED: criteria.named is not None,
        "f.is_inclusive": criteria.is_inclusive,
        "f.is_wheelchair_accessible": criteria.is_wheelchair_accessible,
    }
    yield from (condition for condition, value in asked.items() if value)
    demands = [OPEN_WHEN.format(n=n) for n, _demand in enumerate(_demands(criteria))]
    yield from [OPEN_ON_WORKDAYS, *demands] if demands else []


def parameters(criteria: Criteria, *, limit: int) -> dict[str, Any]:
    """What the statement takes; ``limit`` is how many of the first hits come back."""
    youngest, oldest = criteria.age_months or (None, None)
    return {
        "kinds": list(criteria.kinds),
        "hours_model": criteria.hours_model,
        "starts_on": criteria.starts_on,
        "youngest": youngest,
        "oldest": oldest,
        "organisation": criteria.organisation,
        "district": criteria.district,
        "named": list(criteria.named or ()),
        "limit": limit,
        **_where(criteria),
        **_when(criteria),
    }


def _where(criteria: Criteria) -> dict[str, float]:
    point, radius = criteria.point, criteria.radius_km
    if not point:
        return {}
    here = {"latitude": point.latitude, "longitude": point.longitude}
    if not radius:
        return here
    box = bounding_box(point.latitude, point.longitude, radius + GRID_KM)
    return {**here, "radius": radius, **box._asdict()}


def _when(criteria: Criteria) -> dict[str, Any]:
    asked = match_parameters(criteria.wished) if criteria.wished else {}
    for n, (day, begin, end) in enumerate(_demands(criteria)):
        asked |= {f"on_{n}": f"[{day},{day + MINUTES_A_DAY})", f"part_{n}": f"[{day + begin},{day + end})"}
    return asked


def _demands(criteria: Criteria) -> Iterator[tuple[int, int, int]]:
    """Minutes of Monday to Friday of which one has to be open on each day that is open at all."""
    for day in range(0, WORKDAYS * MINUTES_A_DAY, MINUTES_A_DAY):
        if criteria.opens_by is not None:
            yield day, 0, criteria.opens_by + 1
        if criteria.closes_from:
            yield day, criteria.closes_from - 1, MINUTES_A_DAY
