"""The search and single facilities as JSON, version 1: public, read only, the same form as the page."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from kidsapp.audit.door import Request, door
from kidsapp.kernel.opening_hours import Span, Week, clock_text
from kidsapp.places import policy
from kidsapp.places.family.asked import search_form
from kidsapp.places.forms.fields import WEEKDAY_KEYS
from kidsapp.places.queries import FacilityFacts, Found, FoundFacility, facts_of, search
from kidsapp.places.queries.addresses import located_by_form
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.names import ids_by_name
from kidsapp.places.rules import Match, week_match

router = Router(tags=["places"])
MOST_PAGES = 500
Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["07:00"])]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class SearchQuery(Schema):
    """What is looked for; everything is optional."""

    name: str | None = Field(
        None,
        max_length=120,
        description="Name of the place or its provider, or a part of it; accents, umlauts and capitals do "
        "not matter, and a slip does not where nothing fits as typed. Further words may be of its address.",
    )
    address: str | None = Field(None, max_length=120, description="Street, postal code or district.")
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    radius_km: float | None = Field(None, ge=0.1, le=50)
    age_months: int | None = Field(None, ge=0, le=95, description="Age on the first day, in months.")
    starts_on: date | None = Field(
        None,
        description="First wished day; without it, that of the coming kindergarten year. "
        "What closes before it is left out; what opens after it stands last and does not match.",
    )
    hours: str | None = Field(None, max_length=20, description="Key of an hours model of the city.")
    kind: Literal["kita", "child_minder"] | None = None
    organisation: str | None = Field(None, max_length=24, description="Public id of a provider.")
    district: str | None = Field(None, max_length=120)
    inclusive: bool = False
    wheelchair: bool = False
    opens_by: Time | None = None
    closes_from: Time | None = None
    weekdays_from: Time | None = Field(None, description="Wished from this time, Monday to Friday.")
    weekdays_until: Time | None = None
    mon_from: Time | None = None
    mon_until: Time | None = None
    tue_from: Time | None = None
    tue_until: Time | None = None
    wed_from: Time | None = None
    wed_until: Time | None = None
    thu_from: Time | None = None
    thu_until: Time | None = None
    fri_from: Time | None = None
    fri_until: Time | None = None
    sat_from: Time | None = None
    sat_until: Time | None = None
    sun_from: Time | None = None
    sun_until: Time | None = None
    page: int = Field(1, ge=1, le=MOST_PAGES)


class Opening(Schema):
    """One span of one weekday."""

    weekday: Weekday
    opens: str
    closes: str


class FacilityOut(Schema):
    """A facility as far as everybody may know it; null and empty lists mean unknown."""

    public_id: str
    kind: Literal["kita", "child_minder", "school"]
    name: str
    provider: str
    street: str
    postal_code: str
    town: str
    district: str
    latitude: float | None
    longitude: float | None
    is_location_exact: bool
    phone: str
    email: str
    web: str
    age_from_months: int | None
    age_until_months: int | None
    opens_on: date | None = Field(description="First day of a facility that is new.")
    closes_on: date | None = Field(description="Last day of a facility that closes.")
    hours_models: list[str]
    languages: list[str]
    is_wheelchair_accessible: bool | None
    is_inclusive: bool | None
    serves_lunch: bool | None
    opening_hours: list[Opening] | None
    about: str
    source: str
    source_url: str
    source_licence: str
    is_invented: bool
    page: str


class HitOut(Schema):
    """A facility found, with its number; without wished times only what opens later has a match: none."""

    number: int
    distance_km: float | None
    match: Match | None
    missing: list[Opening]
    facility: FacilityOut


class FoundOut(Schema):
    """One page of a search: best match first, then nearest, then by name."""

    total: int
    full_matches: int
    page: int
    pages: int
    hits: list[HitOut]


@router.get(
    "/facilities", response=FoundOut, url_name="api_facilities", summary="Search Kitas and child minders"
)
@door(policy.search_facilities)
def facilities(request: HttpRequest, query: Query[SearchQuery]) -> Any:
    """Twenty hits a page; times are of the week that is wished (fringe hours)."""
    criteria = _criteria(request, query)  # type: ignore[arg-type]
    return _found(request, criteria, search(criteria, page=query.page))


@router.get("/facilities/{public_id}", response=FacilityOut, url_name="api_facility", summary="One facility")
@door(policy.view_facility)
def facility(request: HttpRequest, public_id: str) -> Any:
    """Everything that everybody may know of one facility."""
    facts = facts_of(public_id)
    if facts is None:
        raise Http404
    return _facility(request, facts)


def _criteria(request: Request, query: SearchQuery) -> Criteria:
    typed = query.model_dump(exclude_none=True, exclude={"page", "name"}, mode="json")
    ticked = {name: "on" for name in ("inclusive", "wheelchair") if typed.pop(name)}
    form = search_form(request, {**typed, **ticked, "at": typed.get("address", "")})
    where = located_by_form(form.cleaned_data)
    if not where.point and form.cleaned_data.get("address"):
        form.add_error("address", gettext("Das kennen wir nicht, oder es gibt es mehrmals."))
    if form.errors:
        raise ValidationError(
            [
                {"loc": ["query", name], "msg": " ".join(map(str, texts))}
                for name, texts in form.errors.items()
            ]
        )
    return replace(form.criteria(where.point), named=_named(request, query.name))


def _named(request: Request, name: str | None) -> tuple[str, ...] | None:
    return ids_by_name(name, today=request.actor.today) if name and name.strip() else None


def _found(request: HttpRequest, criteria: Criteria, found: Found) -> FoundOut:
    return FoundOut(
        total=found.total,
        full_matches=found.full_matches,
        page=found.page,
        pages=found.pages,
        hits=[_hit(request, criteria, hit) for hit in found.facilities],
    )


def _hit(request: HttpRequest, criteria: Criteria, hit: FoundFacility) -> HitOut:
    wished = Week({day: (span,) for day, span in criteria.wished.items()})
    days = week_match(wished, hit.facts.week).days
    return HitOut(
        number=hit.number,
        distance_km=None if hit.km is None else round(hit.km, 3),
        match=hit.match,
        missing=[_opening(day.weekday, span) for day in days for span in day.missing],
        facility=_facility(request, hit.facts),
    )


def _facility(request: HttpRequest, facts: FacilityFacts) -> FacilityOut:
    return FacilityOut(
        **{name: getattr(facts, name) for name in FacilityOut.model_fields if hasattr(facts, name)},
        provider=facts.organisation,
        latitude=facts.point.latitude if facts.point else None,
        longitude=facts.point.longitude if facts.point else None,
        is_location_exact=facts.is_point_exact,
        opening_hours=None if facts.week is None else _openings(facts.week),
        page=request.build_absolute_uri(reverse("facility", kwargs={"public_id": facts.public_id})),
    )


def _openings(week: Week) -> list[Opening]:
    return [_opening(day, span) for day, spans in week.days.items() for span in spans]


def _opening(weekday: int, span: Span) -> Opening:
    return Opening.model_validate(
        {
            "weekday": WEEKDAY_KEYS[weekday],
            "opens": clock_text(span.opens),
            "closes": clock_text(span.closes),
        }
    )
