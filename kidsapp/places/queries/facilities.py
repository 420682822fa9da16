"""Facts about facilities, as far as everybody may know them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.opening_hours import Week
from kidsapp.places.models import Facility, FacilityPicture, Organisation
from kidsapp.places.queries.criteria import CARE_KINDS, Point

GRID_LATITUDE, GRID_LONGITUDE = 0.002, 0.003
"""About 200 m each way in Germany: how exactly a place without a public house number is shown."""

AS_THEY_ARE = (
    "id", "public_id", "kind", "name", "postal_code", "town", "phone", "email", "web", "age_from_months",
    "age_until_months", "is_wheelchair_accessible", "is_inclusive", "serves_lunch", "about", "source",
    "source_url", "source_licence", "is_invented",
)  # fmt: skip
TO_BE_READ = (
    "street", "house_number", "shows_house_number", "latitude", "longitude", "hours_models", "languages",
    "opening_hours",
)  # fmt: skip


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
    point: Point | None
    is_point_exact: bool
    phone: str
    email: str
    web: str
    age_from_months: int | None
    age_until_months: int | None
    hours_models: tuple[str, ...]
    languages: tuple[str, ...]
    is_wheelchair_accessible: bool | None
    is_inclusive: bool | None
    serves_lunch: bool | None
    week: Week | None
    about: str
    source: str
    source_url: str
    source_licence: str
    is_invented: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's public name, measures and description, without its bytes."""

    public_id: str
    width: int
    height: int
    text: str


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


def facts_by_id(ids: Collection[int]) -> dict[int, FacilityFacts]:
    """Facts about the facilities with these database ids; one statement."""
    return {facts.id: facts for facts in _facts(Facility.objects.filter(pk__in=ids))} if ids else {}


def facts_in_order(public_ids: Collection[str]) -> list[FacilityFacts]:
    """Facts about listed facilities in the order of the public ids; unknown ones are left out."""
    if not public_ids:
        return []
    found = {facts.public_id: facts for facts in _facts(_listed().filter(public_id__in=public_ids))}
    return [found[public_id] for public_id in public_ids if public_id in found]


def facts_of(public_id: str) -> FacilityFacts | None:
    """Facts about one listed facility, or nothing."""
    return next(iter(facts_in_order([public_id])), None)


def facility_for(actor: Actor, act: Act, public_id: str) -> Facility | None:
    """A facility on which the actor may do the act, or nothing."""
    rows = act.permitted(actor, Facility.objects.filter(public_id=public_id))
    found: Facility | None = rows.select_related("organisation").first()
    return found


def pictures_of(facility_id: int) -> list[Picture]:
    """The pictures of a facility, oldest first."""
    rows = FacilityPicture.objects.filter(facility_id=facility_id)
    return [Picture(*row) for row in rows.values_list("public_id", "width", "height", "text")]


def picture_bytes(public_id: str) -> bytes | None:
    """The JPEG of a picture, or nothing."""
    found = FacilityPicture.objects.filter(public_id=public_id, facility__is_listed=True)
    jpeg = found.values_list("jpeg", flat=True).first()
    return None if jpeg is None else bytes(jpeg)


def providers() -> list[tuple[str, str]]:
    """Public id and name of every organisation that runs a listed Kita or cares for children."""
    running = _listed().filter(organisation_id=OuterRef("pk"), kind__in=CARE_KINDS)
    named = Organisation.objects.exclude(name="")
    return list(named.filter(Exists(running)).values_list("public_id", "name"))


def _listed() -> Any:
    return Facility.objects.filter(is_listed=True)


def _facts(rows: Any) -> Iterable[FacilityFacts]:
    names = {"organisation_name": F("organisation__name"), "district_name": F("district__name")}
    return (_read(row) for row in rows.values(*AS_THEY_ARE, *TO_BE_READ, **names))


def _read(row: dict[str, Any]) -> FacilityFacts:
    is_exact = row["shows_house_number"]
    return FacilityFacts(
        **{name: row[name] for name in AS_THEY_ARE},
        organisation=row["organisation_name"],
        district=row["district_name"] or "",
        street=f"{row['street']} {row['house_number']}".strip() if is_exact else row["street"],
        point=public_point(row["latitude"], row["longitude"], is_exact=is_exact),
        is_point_exact=is_exact,
        hours_models=tuple(row["hours_models"]),
        languages=tuple(row["languages"]),
        week=row["opening_hours"],
    )
