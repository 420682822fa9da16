"""The Kita's desk: who wishes for a place."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy, rules
from kidsapp.childcare.office.years import year_of, years_of
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries.kita import GroupLine, WishRow
from kidsapp.page import render
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class KitaDesksPage:
    """The facilities at which somebody decides."""

    facilities: list[Facility]


@door(policy.see_kita_desk)
@require_safe
def kita_desks(request: Request) -> HttpResponse:
    """Choose a facility; with only one, go there."""
    facilities = queries.facilities_of(request.actor)
    request.trail.shows(())
    if len(facilities) == 1:
        return HttpResponseRedirect(reverse("kita_desk", kwargs={"public_id": facilities[0].public_id}))
    return render.page(request, "childcare/office/kita_desks.html", KitaDesksPage(facilities))


def facility_or_404(request: Request, public_id: str) -> Facility:
    """The facility if the actor decides there."""
    found = queries.facility_for(request.actor, public_id)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class KitaDeskPage:
    """Children who wish for this Kita, and its groups."""

    facility: Facility
    year: int
    years: list[int]
    cut_off: Any
    may_decide: bool
    wishes: list[WishRow]
    groups: list[GroupLine]
    hours: dict[str, str]


@door(policy.see_kita_desk)
@require_safe
def kita_desk(request: Request, public_id: str) -> HttpResponse:
    """The list of one facility for one kindergarten year."""
    facility, year, today = facility_or_404(request, public_id), year_of(request), request.actor.today
    season = rules.season_of(year, request.city.settings)
    wishes = queries.wishes_at(facility, year, today=today, season=season)
    request.trail.shows(row.child_id for row in wishes)
    page = KitaDeskPage(
        facility=facility,
        year=year,
        years=years_of(request),
        cut_off=season.cut_off_on,
        may_decide=today >= season.cut_off_on,
        wishes=wishes,
        groups=queries.groups_of(facility, year),
        hours=hours_names(request.city.settings),
    )
    return render.page(request, "childcare/office/kita_desk.html", page)
