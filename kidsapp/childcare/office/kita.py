"""The Kita's desk: who wishes for a place."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy, rules
from kidsapp.childcare.office.asked import year_of, years_of
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries import kita_desk as queries_of_desk
from kidsapp.childcare.queries.criteria import keeps_criteria
from kidsapp.childcare.queries.kita import GroupLine
from kidsapp.childcare.queries.kita_desk import KitaDesk, KitaFilter
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.page import render
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names

AGES = ("u3", "3")


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
    cut_off: date
    may_decide: bool
    seen_from: date | None
    wanted: KitaFilter
    desk: KitaDesk
    groups: list[GroupLine]
    hours: dict[str, str]
    keeps_criteria: bool
    picked: list[str]
    starts_on: date

    def short_age(self, months: int) -> str:
        """An age in a narrow column: 3 J 7 M."""
        years, rest = divmod(months, MONTHS_A_YEAR)
        return gettext("{years_old} J {months_more} M").format(years_old=years, months_more=rest)


@door(policy.see_kita_desk)
@require_safe
def kita_desk(request: Request, public_id: str) -> HttpResponse:
    """The list of one facility for one kindergarten year."""
    facility, year, today = facility_or_404(request, public_id), year_of(request), request.actor.today
    season = rules.season_of(year, request.city.settings)
    with_scores, wanted = keeps_criteria(request.actor, facility), _wanted(request)
    desk = queries_of_desk.kita_desk(
        facility, year, wanted, season=season, today=today, with_scores=with_scores
    )
    request.trail.shows(desk.children)
    page = KitaDeskPage(
        facility=facility,
        year=year,
        years=years_of(request),
        cut_off=season.cut_off_on,
        may_decide=today >= season.cut_off_on,
        seen_from=season.wishes_seen_from if today < season.wishes_seen_from else None,
        wanted=wanted,
        desk=desk,
        groups=queries.groups_of(facility, year),
        hours=hours_names(request.city.settings),
        keeps_criteria=with_scores,
        picked=_picked(request, desk),
        starts_on=season.starts_on,
    )
    return render.page(request, "childcare/office/kita_desk.html", page)


def _picked(request: Request, desk: KitaDesk) -> list[str]:
    """The chosen children on whom the Kita may still decide, in the order of the desk."""
    chosen = set(request.GET.getlist("wahl"))
    rows = [row for _, listed in desk.sections for row in listed if row.state in rules.DECIDABLE]
    return [row.public_id for row in rows if row.public_id in chosen]


def _wanted(request: Request) -> KitaFilter:
    """What was asked for in the address; what nobody knows is as good as nothing."""
    asked = {key: request.GET.get(key, "") for key in ("alter", "stunden", "stand")}
    return KitaFilter(
        age=asked["alter"] if asked["alter"] in AGES else "",
        hours=asked["stunden"] if asked["stunden"] in hours_names(request.city.settings) else "",
        state=asked["stand"] if asked["stand"] in queries_of_desk.SECTIONS else "",
    )
