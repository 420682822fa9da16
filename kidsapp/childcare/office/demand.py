"""Demand per district, age and hours beside places, and the children without a place."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.office import words
from kidsapp.childcare.office.asked import page_number_of, year_of, years_of
from kidsapp.childcare.queries import demand as queries
from kidsapp.childcare.queries.demand import ChildWithoutPlace, Demand
from kidsapp.childcare.rules.demand import AGES, Places, Row, Wanted, by_age, row_of
from kidsapp.page import render
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class DemandPage:
    """The demand of one kindergarten year, in the whole city or one district."""

    year: int
    years: list[int]
    hours: dict[str, str]
    districts: list[tuple[str, str]]
    district: str
    per_district: list[tuple[str, str, Row]]
    city: Row
    per_age: list[tuple[str, Row]]
    total: Row

    @property
    def hours_heads(self) -> list[tuple[str, str]]:
        """The hours as heads of columns with numbers."""
        return [(name, "num") for name in self.hours.values()]

    @property
    def most(self) -> int:
        """The longest bar of the chart."""
        return max([1, *(max(row.total, row.planned) for _age, row in self.per_age)])


@door(policy.see_demand)
@require_safe
def demand(request: Request) -> HttpResponse:
    """Table and chart."""
    year = year_of(request)
    return render.page(request, "childcare/office/demand.html", page_of(request, queries.demand(year), year))


def page_of(request: Request, found: Demand, year: int) -> DemandPage:
    """The numbers of a year, narrowed to the district that is asked for."""
    hours = hours_of(request, found)
    districts = [(str(pk), name) for pk, name in request.city.districts]
    asked = request.GET.get("ortsteil", "")
    district = asked if asked in dict(districts) else ""
    wanted = [one for one in found.wanted if not district or str(one.district_id) == district]
    places = [one for one in found.places if not district or str(one.district_id) == district]
    keys = list(hours)
    return DemandPage(
        year=year,
        years=years_of(request),
        hours=hours,
        districts=districts,
        district=district,
        per_district=_per_district(found, districts, keys),
        city=row_of(found.wanted, found.places, hours=keys),
        per_age=[
            (words.age_words(str(age)), row)
            for age, row in zip(AGES, by_age(wanted, places, hours=keys), strict=True)
        ],
        total=row_of(wanted, places, hours=keys),
    )


def hours_of(request: Request, found: Demand) -> dict[str, str]:
    """The hours models of the city, and those that are no longer offered and still wanted."""
    names = hours_names(request.city.settings)
    return names | {one.hours: one.hours for one in found.wanted if one.hours not in names}


def _per_district(
    found: Demand, districts: list[tuple[str, str]], hours: list[str]
) -> list[tuple[str, str, Row]]:
    rows = [(key, name, *_in(found, int(key))) for key, name in districts]
    wanted, places = _in(found, None)
    if wanted or places:
        rows.append(("", "", wanted, places))
    return [(key, name, row_of(wanted, places, hours=hours)) for key, name, wanted, places in rows]


def _in(found: Demand, district: int | None) -> tuple[list[Wanted], list[Places]]:
    return (
        [one for one in found.wanted if one.district_id == district],
        [one for one in found.places if one.district_id == district],
    )


@dataclass(frozen=True)
class WithoutPlacePage:
    """The children for whom the youth office has to look itself."""

    year: int
    years: list[int]
    children: list[ChildWithoutPlace]
    hours: dict[str, str]
    total: int
    page: int

    @property
    def first(self) -> int:
        """The number of the first child on the page."""
        return (self.page - 1) * queries.PAGE_LENGTH + 1


@door(policy.see_youth_office_desk)
@require_safe
def without_place(request: Request) -> HttpResponse:
    """Children without a place, each with Kitas that could take them."""
    year, number = year_of(request), page_number_of(request)
    children, total = queries.without_place(request.actor, year, page=number)
    request.trail.shows(child.child_id for child in children)
    hours = hours_names(request.city.settings)
    page = WithoutPlacePage(year, years_of(request), children, hours, total, number)
    return render.page(request, "childcare/office/without_place.html", page)
