"""How many children want what, where, and what there is for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kidsapp.childcare.queries.own_cases import own_cases
from kidsapp.childcare.rules.demand import AGES, Places, Wanted
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.statements import rows_of_city

WANTED = """
SELECT district_id, least(age, %(oldest)s), hours, count(*) FILTER (WHERE state = %(submitted)s),
    count(*) FILTER (WHERE state = %(placed)s), count(*) FILTER (WHERE is_unplaced)
FROM childcare_deskline
WHERE municipality_id = %(city)s AND year = %(year)s AND state IN (%(submitted)s, %(placed)s)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

PLACES = """
SELECT f.district_id, g.age_from_months, g.age_until_months, g.hours, sum(g.places)::int,
    sum(least(g.promised + g.staying, g.places))::int
FROM childcare_group g JOIN places_facility f ON f.id = g.facility_id
WHERE g.municipality_id = %(city)s AND g.year = %(year)s
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""

WITHOUT_PLACE = """
WITH <own>page AS (
    SELECT d.preregistration_id AS id, d.is_unplaced, d.district_id, d.key, count(*) OVER () AS total
    FROM childcare_deskline d
    WHERE d.municipality_id = %(city)s AND d.year = %(year)s AND d.state = %(submitted)s
        AND (d.is_unplaced OR d.is_late AND NOT d.is_offered)<of_own>
    ORDER BY d.key, d.preregistration_id LIMIT <limit> OFFSET <offset>),
child AS MATERIALIZED (
    SELECT page.*, c.public_id, c.child_id, k.given_name, k.family_name, k.born_on, c.number, c.starts_on,
        c.hours,
        ARRAY(SELECT w.facility_id FROM childcare_wish w WHERE w.preregistration_id = c.id) AS wished,
        (12 * (date_part('year', c.starts_on) - date_part('year', k.born_on))
        + date_part('month', c.starts_on) - date_part('month', k.born_on))::int
        - (date_part('day', c.starts_on) < date_part('day', k.born_on))::int AS months
    FROM page JOIN childcare_preregistration c ON c.id = page.id JOIN people_child k ON k.id = c.child_id),
place AS MATERIALIZED (
    SELECT f.id, f.district_id, f.name_key, f.hours_models, f.opens_on, f.closes_on,
        g.hours, g.age_from_months, g.age_until_months, sum(g.places - g.promised - g.staying)::int AS free
    FROM childcare_group g JOIN places_facility f ON f.id = g.facility_id
    WHERE g.municipality_id = %(city)s AND g.year = %(year)s AND g.promised + g.staying < g.places
    GROUP BY f.id, g.hours, g.age_from_months, g.age_until_months)
SELECT child.total, child.public_id, child.child_id, child.given_name, child.family_name, child.born_on,
    child.number, child.starts_on, child.hours, child.is_unplaced, f.public_id, f.name, f.phone, way.free,
    way.is_near
FROM child LEFT JOIN LATERAL (
    SELECT p.id, p.name_key, sum(p.free)::int AS free,
        coalesce(p.district_id = child.district_id, false) AS is_near
    FROM place p
    WHERE p.hours IN ('', child.hours) AND (p.hours_models = '{}' OR child.hours = ANY(p.hours_models))
        AND child.months >= p.age_from_months AND child.months < p.age_until_months
        AND coalesce(p.opens_on <= child.starts_on, true) AND coalesce(p.closes_on >= child.starts_on, true)
        AND p.id <> ALL(child.wished)
    GROUP BY p.id, p.district_id, p.name_key
    ORDER BY is_near DESC, free DESC, p.name_key LIMIT <ways>) way ON true
LEFT JOIN places_facility f ON f.id = way.id
ORDER BY child.key, child.id, way.is_near DESC, way.free DESC, way.name_key
"""
"""What is free is added up once for all children, and a child's age worked out once for all groups.

Lengths stand in the text (decision 0027). ``months`` is ``kernel.periods.age_in_months``; a test compares.
"""
PAGE_LENGTH, WAYS = 25, 3


@dataclass(frozen=True)
class Demand:
    """All that is wanted and planned for one kindergarten year."""

    wanted: list[Wanted]
    places: list[Places]


@dataclass(frozen=True, slots=True)
class Way:
    """A Kita with a free place that would fit."""

    public_id: str
    name: str
    phone: str
    free: int
    is_near: bool


@dataclass(frozen=True, slots=True)
class ChildWithoutPlace:
    """An open case without a wish that can still succeed, or late and without an offer; and where to go."""

    public_id: str
    child_id: int
    given_name: str
    family_name: str
    born_on: date
    number: str
    starts_on: date
    hours: str
    is_unplaced: bool
    ways: tuple[Way, ...]


def demand(year: int) -> Demand:
    """Demand and places by district; two statements over any number of cases."""
    states = {
        "submitted": PreRegistrationState.SUBMITTED.value,
        "placed": PreRegistrationState.PLACED.value,
        "oldest": AGES[-1],
    }
    wanted = [Wanted(*row) for row in rows_of_city(WANTED, year=year, **states)]
    return Demand(wanted, [Places(*row) for row in rows_of_city(PLACES, year=year)])


def without_place(actor: Actor, year: int, *, page: int = 1) -> tuple[list[ChildWithoutPlace], int]:
    """One page of the children without a place, each with Kitas that could take them; and how many in all."""
    own = own_cases(actor)
    lengths = {"<limit>": PAGE_LENGTH, "<offset>": (page - 1) * PAGE_LENGTH, "<ways>": WAYS}
    asked = own.narrowed(WITHOUT_PLACE)
    for mark, length in lengths.items():
        asked = asked.replace(mark, f"{length:d}")
    submitted = PreRegistrationState.SUBMITTED.value
    rows = rows_of_city(asked, **own.parameters, year=year, submitted=submitted)
    found = [_child(list(of_case)) for _id, of_case in groupby(rows, key=lambda row: row[1])]
    return found, rows[0][0] if rows else 0


def _child(rows: Sequence[tuple[Any, ...]]) -> ChildWithoutPlace:
    ways = tuple(Way(*row[10:]) for row in rows if row[10] is not None)
    values: tuple[Any, ...] = (*rows[0][1:10], ways)
    return ChildWithoutPlace(*values)
