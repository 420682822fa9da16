"""Facts about facilities, as far as everybody may know them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.fields import week_of_ranges
from kidsapp.places.models import Facility, FacilityPicture
from kidsapp.places.queries.criteria import CARE_KINDS, Point

GRID_LATITUDE, GRID_LONGITUDE = 0.002, 0.003
"""About 200 m each way in Germany: how exactly a place without a public house number is shown."""

FACTS = """
SELECT f.id, f.public_id, f.kind, f.name, o.name, coalesce(d.name, ''),
    CASE WHEN f.shows_house_number THEN trim(f.street || ' ' || f.house_number) ELSE f.street END,
    f.postal_code, f.town, f.shows_house_number, f.phone, f.email, f.web,
    f.age_from_months, f.age_until_months,
    array_to_string(f.hours_models, E'\n'), array_to_string(f.languages, E'\n'),
    f.is_wheelchair_accessible, f.is_inclusive, f.serves_lunch,
    f.about, f.source, f.source_url, f.source_licence, f.is_invented, f.opens_on, f.closes_on,
    f.opening_hours::text, f.latitude, f.longitude
FROM places_facility f
JOIN places_organisation o ON o.id = f.organisation_id
LEFT JOIN municipality_district d ON d.id = f.district_id
WHERE f.municipality_id = %(city)s AND f.is_listed AND f.public_id = ANY(%(public_ids)s)
"""
"""In the order of ``FacilityFacts``; by hand, since the object mapper costs four times the processor time.

Lists come as text, a line each: a row is compared word for word with those before (``drawn.py``).
"""

PROVIDERS = """
SELECT o.public_id, o.name FROM places_organisation o
WHERE o.municipality_id = %(city)s AND o.name <> '' AND EXISTS (
    SELECT FROM places_facility f
    WHERE f.organisation_id = o.id AND f.is_listed AND f.kind = ANY(%(kinds)s))
ORDER BY o.name
"""


STREETS = """
SELECT street, postal_code, avg(latitude), avg(longitude) FROM places_facility
WHERE municipality_id = %(city)s AND is_listed AND shows_house_number
    AND street <> '' AND latitude IS NOT NULL
GROUP BY street, postal_code ORDER BY street, postal_code
"""
"""Only of places whose point everybody may know."""

PICTURES = """
SELECT public_id, width, height, text FROM places_facilitypicture
WHERE municipality_id = %(city)s AND facility_id = %(facility)s ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """What everybody may know of one facility; ``None`` and empty mean unknown, never no."""

    id: int
    public_id: str
    kind: str
    name: str
    organisation: str
    district: str
    street: str
    postal_code: str
    town: str
    is_point_exact: bool
    phone: str
    email: str
    web: str
    age_from_months: int | None
    age_until_months: int | None
    hours_models: Sequence[str]
    languages: Sequence[str]
    is_wheelchair_accessible: bool | None
    is_inclusive: bool | None
    serves_lunch: bool | None
    about: str
    source: str
    source_url: str
    source_licence: str
    is_invented: bool
    opens_on: date | None
    closes_on: date | None
    week: Week | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's public name, measures and description, without its bytes."""

    public_id: str
    width: int
    height: int
    text: str


FactRow = tuple[Any, ...]
_NAMES = [field.name for field in fields(FacilityFacts)]
IS_EXACT, *LISTS = map(_NAMES.index, ("is_point_exact", "hours_models", "languages"))


def public_point(latitude: float | None, longitude: float | None, *, is_exact: bool) -> Point | None:
    """The point that everybody may know: without a public house number only the nearest of a 200 m grid."""
    if latitude is None or longitude is None:
        return None
    if is_exact:
        return Point(latitude, longitude)
    return Point(
        round(round(latitude / GRID_LATITUDE) * GRID_LATITUDE, 6),
        round(round(longitude / GRID_LONGITUDE) * GRID_LONGITUDE, 6),
    )


def facts_in_order(public_ids: Collection[str]) -> list[FacilityFacts]:
    """Facts about listed facilities in the order of the public ids, unknown ones left out; one statement."""
    found = {facts.public_id: facts for facts in map(facts_from, fact_rows(public_ids))}
    return [found[public_id] for public_id in public_ids if public_id in found]


def fact_rows(public_ids: Collection[str]) -> tuple[FactRow, ...]:
    """The same as the database answers, unchangeable: to be compared with what it answered before.

    Whoever makes up an address may put a NUL into it, which PostgreSQL does not take and no public id has.
    """
    asked = [public_id for public_id in public_ids if "\0" not in public_id]
    return tuple(rows_of_city(FACTS, public_ids=asked)) if asked else ()


def facts_of(public_id: str) -> FacilityFacts | None:
    """Facts about one listed facility, or nothing."""
    return next(iter(facts_in_order([public_id])), None)


def facility_for(actor: Actor, act: Act, public_id: str) -> Facility | None:
    """A facility on which the actor may do the act, or nothing."""
    rows = act.permitted(actor, Facility.objects.filter(public_id=public_id))
    found: Facility | None = rows.select_related("organisation").first()
    return found


def facilities_for(actor: Actor, act: Act, *, named: str) -> QuerySet[Facility]:
    """The facilities on which the actor may do the act and whose name holds the text, by name."""
    rows = act.permitted(actor, Facility.objects.filter(name__icontains=named))
    found: QuerySet[Facility] = rows.select_related("organisation").order_by("name_key", "pk")
    return found


def pictures_of(facility_id: int) -> list[Picture]:
    """The pictures of a facility, oldest first."""
    return [Picture(*row) for row in rows_of_city(PICTURES, facility=facility_id)]


def picture_bytes(public_id: str) -> bytes | None:
    """The JPEG of a picture, or nothing."""
    found = FacilityPicture.objects.filter(public_id=public_id, facility__is_listed=True)
    jpeg = found.values_list("jpeg", flat=True).first()
    return None if jpeg is None else bytes(jpeg)


def count_of_places() -> int:
    """How many Kitas and child minders the city lists."""
    found: int = Facility.objects.filter(is_listed=True, kind__in=CARE_KINDS).count()
    return found


def providers() -> list[tuple[str, str]]:
    """Public id and name of every organisation that runs a listed Kita or cares for children."""
    return [(public_id, name) for public_id, name in rows_of_city(PROVIDERS, kinds=list(CARE_KINDS))]


def streets() -> list[tuple[str, str, float, float]]:
    """Each street in which a listed place lies, its postal code, and the middle of the places there."""
    return [(street, code, lat, lon) for street, code, lat, lon in rows_of_city(STREETS)]


def facts_from(row: FactRow) -> FacilityFacts:
    """A row of facts as a value."""
    *plain, hours, latitude, longitude = row
    for place in LISTS:
        plain[place] = tuple(plain[place].splitlines())
    week = None if hours is None else week_of_ranges(hours)
    point = public_point(latitude, longitude, is_exact=row[IS_EXACT])
    values: tuple[Any, ...] = (*plain, week, point)
    return FacilityFacts(*values)
