"""Pages for Kitas and the youth office."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.forms import AcceptForm, DeclineForm, GroupForm
from kidsapp.childcare.models import Wish
from kidsapp.childcare.queries import family as family_queries
from kidsapp.childcare.queries import office as queries
from kidsapp.childcare.queries.office import CaseFilter, CaseList, GroupLine, WishRow
from kidsapp.childcare.queries.terms import need_of, season_on, wish_view
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.childcare.texts import hours_names
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility

MONTHS_A_YEAR = 12


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


def _facility(request: Request, public_id: str) -> Facility:
    found = queries.facility_for(request.actor, public_id)
    if found is None:
        raise Http404
    return found


def _year(request: Request) -> int:
    """The kindergarten year asked for, else the coming one once its registration has opened."""
    asked = request.GET.get("jahr", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return int(asked)
    today = request.actor.today
    this_year = rules.kindergarten_year(today)
    is_open = rules.season_of(this_year + 1, request.city.settings).opens_on <= today
    return this_year + 1 if is_open else this_year


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
    facility, year, today = _facility(request, public_id), _year(request), request.actor.today
    season = rules.season_of(year, request.city.settings)
    wishes = queries.wishes_at(facility, year, today=today, season=season)
    request.trail.shows(row.child_id for row in wishes)
    this_year = rules.kindergarten_year(today)
    page = KitaDeskPage(
        facility=facility,
        year=year,
        years=[this_year, this_year + 1],
        cut_off=season.cut_off_on,
        may_decide=today >= season.cut_off_on,
        wishes=wishes,
        groups=queries.groups_of(facility, year),
        hours=hours_names(request.city.settings, request.actor.language),
    )
    return render.page(request, "childcare/office/kita_desk.html", page)


@dataclass(frozen=True)
class WishPage:
    """One child at the Kita's desk, with what may be decided."""

    wish: Wish
    months: int
    hours: str
    groups: list[GroupLine]
    accept: AcceptForm
    decline: DeclineForm
    why_not: str
    may_decide: bool


@door(policy.see_wish)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: Request, public_id: str) -> HttpResponse:
    """Look at one child; offer a place or decline."""
    found = queries.wish_for(request.actor, public_id)
    settings = request.city.settings
    if found is None or not queries.is_in_play(found, settings=settings, today=request.actor.today):
        raise Http404
    request.trail.shows([found.preregistration.child_id])
    if request.method == "POST":
        return _decide(request, found)
    return _show_wish(request, found)


def _decide(request: Request, wish: Wish) -> HttpResponse:
    is_accept = request.POST.get("decision") == "accept"
    form = _accept_form(request, wish, request.POST) if is_accept else DeclineForm(request.POST)
    if not form.is_valid():
        return _show_wish(request, wish, **{"accept" if is_accept else "decline": form}, status=422)
    if is_accept:
        answer = commands.accept_child(request.actor, wish, form.cleaned_data["group"], at=request.moment)
    else:
        answer = commands.decline_child(request.actor, wish, form.cleaned_data["reason"], at=request.moment)
    if isinstance(answer, Refused):
        return _show_wish(request, wish, why_not=say(answer), status=409)
    return HttpResponseRedirect(reverse("wish", kwargs={"public_id": wish.public_id}))


def _accept_form(request: Request, wish: Wish, typed: Any = None) -> AcceptForm:
    groups = queries.groups_of(wish.facility, wish.preregistration.year)
    label = gettext("{group}: {free} frei")
    choices = [(line.public_id, label.format(group=line.name, free=line.free)) for line in groups]
    return AcceptForm(typed, groups=choices)


def _show_wish(
    request: Request,
    wish: Wish,
    *,
    accept: Any = None,
    decline: Any = None,
    why_not: str = "",
    status: int = 200,
) -> HttpResponse:
    case, settings = wish.preregistration, request.city.settings
    season = season_on(case.starts_on, settings)
    view = wish_view(Wish.objects.get(pk=wish.pk))
    state = PreRegistrationState(case.state)
    refused = rules.refusal_to_decide(view, case=state, season=season, today=request.actor.today)
    page = WishPage(
        wish=wish,
        months=rules.age_in_months(need_of(case).born_on, on=case.starts_on),
        hours=hours_names(settings, request.actor.language).get(case.hours, case.hours),
        groups=queries.groups_of(wish.facility, case.year),
        accept=accept or _accept_form(request, wish),
        decline=decline or DeclineForm(),
        why_not=why_not or (say(refused) if refused else ""),
        may_decide=refused is None,
    )
    return render.page(request, "childcare/office/wish.html", page, status=status)


@dataclass(frozen=True)
class GroupsPage:
    """The groups of one kindergarten year, each with its form, and one for a new group."""

    facility: Facility
    year: int
    years: list[int]
    groups: list[tuple[GroupLine | None, GroupForm]]


@door(policy.plan_groups)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request, public_id: str) -> HttpResponse:
    """Plan the places per age group."""
    facility = _facility(request, public_id)
    typed = GroupForm(request.POST) if request.method == "POST" else None
    if typed and typed.is_valid():
        answer = commands.plan_group(request.actor, facility, _plan(typed.cleaned_data), at=request.moment)
        if answer is None:
            query = f"?jahr={typed.cleaned_data['year']}"
            return HttpResponseRedirect(reverse("groups", kwargs={"public_id": public_id}) + query)
        typed.add_error(answer.at_field if answer.at_field in typed.fields else None, say(answer))
    return _show_groups(request, facility, typed)


def _plan(typed: dict[str, Any]) -> commands.GroupPlan:
    ages = (int(typed[name] * MONTHS_A_YEAR) for name in ("age_from", "age_until"))
    return commands.GroupPlan(typed["year"], typed["name"], *ages, typed["places"])


def _show_groups(request: Request, facility: Facility, typed: GroupForm | None) -> HttpResponse:
    year = _year(request)
    lines = queries.groups_of(facility, year)
    forms = [(line, _group_form(line, year, typed)) for line in [*lines, None]]
    this_year = rules.kindergarten_year(request.actor.today)
    page = GroupsPage(facility, year, [this_year, this_year + 1], forms)
    return render.page(request, "childcare/office/groups.html", page, status=422 if typed else 200)


def _group_form(line: GroupLine | None, year: int, typed: GroupForm | None) -> GroupForm:
    """The form of one group: as typed if this one was sent, else as it stands."""
    auto_id = f"{line.public_id if line else 'new'}_%s"
    if typed and typed.data.get("name") == (line.name if line else typed.data.get("name")):
        typed.auto_id = auto_id
        return typed
    if line is None:
        return GroupForm(initial={"year": year}, auto_id=auto_id)
    initial = {
        "year": year,
        "name": line.name,
        "age_from": line.age_from_months / MONTHS_A_YEAR,
        "age_until": line.age_until_months / MONTHS_A_YEAR,
        "places": line.places,
    }
    return GroupForm(initial=initial, auto_id=auto_id)


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
    year = _year(request)
    page_text = request.GET.get("seite", "1")
    page_number = (
        int(page_text) if page_text.isascii() and page_text.isdecimal() and len(page_text) < 6 else 1
    )
    wanted = CaseFilter(
        request.GET.get("q", "")[:100], request.GET.get("stand", ""), year, max(page_number, 1)
    )
    found = queries.cases(request.actor, wanted)
    request.trail.shows(row.child_id for row in found.rows)
    this_year = rules.kindergarten_year(request.actor.today)
    first = (wanted.page - 1) * queries.PAGE_LENGTH
    page = YouthOfficePage(
        found=found,
        wanted=wanted,
        year=year,
        years=[this_year, this_year + 1],
        hours=hours_names(request.city.settings, request.actor.language),
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
        hours=hours_names(settings, request.actor.language).get(found.hours, found.hours),
        wishes=family_queries.wish_lines(found),
        timeline=family_queries.timeline(found, settings=settings, today=request.actor.today),
    )
    return render.page(request, "childcare/office/case.html", page)
