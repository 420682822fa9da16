"""One child at the Kita's desk: offer a place, waiting list, decline; extend or take an offer back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.forms import AcceptForm, DeclineForm, ExtendForm, RetractForm
from kidsapp.childcare.forms.criteria import TickForm
from kidsapp.childcare.models import PlaceOffer, Wish
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries.criteria import keeps_criteria, ticks_of
from kidsapp.childcare.queries.evidence import HoursAtKita, hours_at_kita
from kidsapp.childcare.queries.family import ground_of
from kidsapp.childcare.queries.kita import GroupLine
from kidsapp.childcare.queries.kita_wish import match_of, wish_rows
from kidsapp.childcare.queries.terms import need_of, season_on, wish_view
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.childcare.texts import WISH_STATES
from kidsapp.childcare.wording import Rows
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.wording import hours_names

Answer = Refused | PlaceOffer | None


@dataclass(frozen=True)
class WishPage:
    """One child at the Kita's desk, with what may be decided."""

    wish: Wish
    months: int
    hours: str
    at_kita: HoursAtKita
    groups: list[GroupLine]
    forms: dict[str, Form]
    why_not: str
    may_decide: bool
    may_wait: bool
    may_tick: bool
    state_text: str
    offer: PlaceOffer | None
    ground: str
    hints: list[str]
    rows: Rows
    match: str


@door(policy.see_wish)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: Request, public_id: str) -> HttpResponse:
    """Look at one child and decide."""
    found = queries.wish_for(request.actor, public_id)
    settings = request.city.settings
    if found is None or not queries.is_in_play(found, settings=settings, today=request.actor.today):
        raise Http404
    request.trail.shows([found.preregistration.child_id])
    if request.method == "POST":
        return _decide(request, found)
    return _show_wish(request, found)


def _decide(request: Request, wish: Wish) -> HttpResponse:
    """The named decision; a form that is not whole, or a reason of the rules, comes back at its field."""
    decision = request.POST.get("decision", "")
    forms = _forms(request, wish, _groups(request, wish), decision)
    form = forms.get(decision, Form(request.POST))
    if not form.is_valid():
        return _show_wish(request, wish, forms, status=422)
    answer = DECISIONS.get(decision, _none)(request, wish, form.cleaned_data)
    if not isinstance(answer, Refused):
        place = "kriterien" if decision == "tick" else "stand"
        return HttpResponseRedirect(reverse("wish", kwargs={"public_id": wish.public_id}) + f"#{place}")
    if answer.at_field in form.fields:
        form.add_error(answer.at_field, say(answer))
        return _show_wish(request, wish, forms, status=422)
    return _show_wish(request, wish, forms, why_not=say(answer), status=409)


def _accept(request: Request, wish: Wish, typed: dict[str, Any]) -> Answer:
    group, starts_on = typed["group"], typed["starts_on"]
    return commands.accept_child(request.actor, wish, group, starts_on=starts_on, at=request.moment)


def _wait(request: Request, wish: Wish, _typed: dict[str, Any]) -> Answer:
    return commands.put_on_waiting_list(request.actor, wish, at=request.moment)


def _decline(request: Request, wish: Wish, typed: dict[str, Any]) -> Answer:
    return commands.decline_child(request.actor, wish, typed["reason"], at=request.moment)


def _extend(request: Request, wish: Wish, typed: dict[str, Any]) -> Answer:
    offer = queries.last_offer(wish)
    return offer and commands.extend_place_offer(request.actor, offer, typed["until"], at=request.moment)


def _retract(request: Request, wish: Wish, typed: dict[str, Any]) -> Answer:
    offer = queries.last_offer(wish)
    return offer and commands.retract_place_offer(request.actor, offer, typed["ground"], at=request.moment)


def _tick(request: Request, wish: Wish, typed: dict[str, Any]) -> Answer:
    met, before = typed["met"], typed["before"]
    return commands.tick_criteria(request.actor, wish, wanted=met, before=before, at=request.moment)


def _papers(request: Request, wish: Wish, _typed: dict[str, Any]) -> Answer:
    return commands.send_hours_papers_on(request.actor, wish, at=request.moment)


def _none(_request: Request, _wish: Wish, _typed: dict[str, Any]) -> Answer:
    return None


DECISIONS: dict[str, Callable[[Request, Wish, dict[str, Any]], Answer]] = {
    "accept": _accept,
    "wait": _wait,
    "decline": _decline,
    "extend": _extend,
    "retract": _retract,
    "tick": _tick,
    "papers": _papers,
}


def _groups(request: Request, wish: Wish) -> list[GroupLine]:
    year = rules.year_of_place(wish.preregistration.starts_on, today=request.actor.today)
    return queries.groups_of(wish.facility, year)


def _forms(request: Request, wish: Wish, groups: list[GroupLine], decision: str = "") -> dict[str, Form]:
    """The forms of the page, as typed where this one was sent."""
    typed = {decision: request.POST}
    label = gettext("{group}: {free} frei")
    choices = [(line.public_id, label.format(group=line.name, free=line.free)) for line in groups]
    wished = wish.preregistration.starts_on
    initial = {
        "starts_on": rules.earliest_first_day(wished, today=request.actor.today),
        "group": _first_fitting(wish, groups),
    }
    ticks = ticks_of(wish) if keeps_criteria(request.actor, wish.facility) else None
    return {
        "tick": TickForm(typed.get("tick"), ticks=ticks, auto_id="tick_%s"),
        "accept": AcceptForm(typed.get("accept"), groups=choices, initial=initial, auto_id="accept_%s"),
        "decline": DeclineForm(typed.get("decline"), auto_id="decline_%s"),
        "extend": ExtendForm(typed.get("extend"), auto_id="extend_%s"),
        "retract": RetractForm(typed.get("retract"), auto_id="retract_%s"),
    }


def _first_fitting(wish: Wish, groups: list[GroupLine]) -> str:
    """The first group that could take the child, for the choice to begin with."""
    need = need_of(wish.preregistration)
    fits = (line.public_id for line in groups if rules.refusal_to_promise(need, line.terms) is None)
    return next(fits, "")


def _show_wish(
    request: Request,
    wish: Wish,
    typed: dict[str, Form] | None = None,
    *,
    why_not: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; after an act that was refused, with the groups as they are now beside what was typed."""
    case, settings = wish.preregistration, request.city.settings
    season = season_on(case.starts_on, settings)
    view = wish_view(wish, case, season)
    state = PreRegistrationState(case.state)
    refused = rules.refusal_to_decide(view, case=state, season=season, today=request.actor.today)
    offer, groups = queries.last_offer(wish), _groups(request, wish)
    page = WishPage(
        wish=wish,
        months=age_in_months(need_of(case).born_on, on=case.starts_on),
        hours=hours_names(settings).get(case.hours, case.hours),
        at_kita=hours_at_kita(case, today=request.actor.today),
        groups=groups,
        forms=typed or _forms(request, wish, groups),
        why_not=why_not or (say(refused) if refused else ""),
        may_decide=refused is None,
        may_wait=refused is None and wish.state == WishState.OPEN,
        may_tick=rules.refusal_to_tick(view, case=state, season=season, today=request.actor.today) is None,
        state_text=gettext(WISH_STATES[wish.state]),
        offer=offer,
        ground=ground_of(offer),
        rows=wish_rows(wish),
        match=match_of(wish),
        hints=_hints(wish, groups) if refused is None else [],
    )
    return render.page(request, "childcare/office/wish.html", page, status=status)


def _hints(wish: Wish, groups: list[GroupLine]) -> list[str]:
    """What to know before a place is offered: other hours, or a birthday within the year."""
    need = need_of(wish.preregistration)
    return [say(hint) for line in groups for hint in rules.hints_on_promise(need, line.terms)]
