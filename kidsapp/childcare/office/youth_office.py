"""The youth office's list and cases."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.office.years import year_of, years_of
from kidsapp.childcare.queries import family as family_queries
from kidsapp.childcare.queries import youth_office as queries
from kidsapp.childcare.queries.youth_office import CaseFilter, CaseList
from kidsapp.page import render
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class YouthOfficePage:
    """Every pre-registration of the city."""

    found: CaseList
    wanted: CaseFilter
    year: int
    years: list[int]
    hours: dict[str, str]
    first: int
    has_next: bool


@door(policy.see_youth_office_desk)
@require_safe
def youth_office(request: Request) -> HttpResponse:
    """The list of one kindergarten year, with its filters."""
    year = year_of(request)
    page_text = request.GET.get("seite", "1")
    page_number = (
        int(page_text) if page_text.isascii() and page_text.isdecimal() and len(page_text) < 6 else 1
    )
    wanted = CaseFilter(
        request.GET.get("q", "")[:100], request.GET.get("stand", ""), year, max(page_number, 1)
    )
    found = queries.cases(request.actor, wanted)
    request.trail.shows(row.child_id for row in found.rows)
    first = (wanted.page - 1) * queries.PAGE_LENGTH
    page = YouthOfficePage(
        found=found,
        wanted=wanted,
        year=year,
        years=years_of(request),
        hours=hours_names(request.city.settings),
        first=first + 1,
        has_next=first + queries.PAGE_LENGTH < found.total,
    )
    return render.page(request, "childcare/office/youth_office.html", page)


@dataclass(frozen=True)
class OfficeCasePage:
    """One case as the youth office sees it."""

    case: Any
    hours: str
    wishes: list[family_queries.WishLine]
    timeline: list[family_queries.TimelineEntry]


@door(policy.see_youth_office_desk)
@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """One case with its wishes and history."""
    found = family_queries.case_for(request.actor, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.child_id])
    settings = request.city.settings
    page = OfficeCasePage(
        case=found,
        hours=hours_names(settings).get(found.hours, found.hours),
        wishes=family_queries.wish_lines(found),
        timeline=family_queries.office_timeline(found, settings=settings, today=request.actor.today),
    )
    return render.page(request, "childcare/office/case.html", page)
