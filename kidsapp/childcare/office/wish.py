"""One child at the Kita's desk: offer a place or decline."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.forms import AcceptForm, DeclineForm
from kidsapp.childcare.models import Wish
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries.evidence import hours_state_text
from kidsapp.childcare.queries.kita import GroupLine
from kidsapp.childcare.queries.terms import need_of, season_on, wish_view
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.childcare.texts import WISH_STATES
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class WishPage:
    """One child at the Kita's desk, with what may be decided."""

    wish: Wish
    months: int
    hours: str
    hours_state: str
    groups: list[GroupLine]
    accept: AcceptForm
    decline: DeclineForm
    why_not: str
    may_decide: bool
    state_text: str


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
    return _accept(request, wish) if is_accept else _decline(request, wish)


def _accept(request: Request, wish: Wish) -> HttpResponse:
    form = _accept_form(request, wish, request.POST)
    if not form.is_valid():
        return _show_wish(request, wish, accept=form, status=422)
    answer = commands.accept_child(request.actor, wish, form.cleaned_data["group"], at=request.moment)
    return _decided(request, wish, answer if isinstance(answer, Refused) else None)


def _decline(request: Request, wish: Wish) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show_wish(request, wish, decline=form, status=422)
    answer = commands.decline_child(request.actor, wish, form.cleaned_data["reason"], at=request.moment)
    return _decided(request, wish, answer)


def _decided(request: Request, wish: Wish, refused: Refused | None) -> HttpResponse:
    if refused:
        return _show_wish(request, wish, why_not=say(refused), status=409)
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
        months=age_in_months(need_of(case).born_on, on=case.starts_on),
        hours=hours_names(settings).get(case.hours, case.hours),
        hours_state=hours_state_text(case),
        groups=queries.groups_of(wish.facility, case.year),
        accept=accept or _accept_form(request, wish),
        decline=decline or DeclineForm(),
        why_not=why_not or (say(refused) if refused else ""),
        may_decide=refused is None,
        state_text=gettext(WISH_STATES[wish.state]),
    )
    return render.page(request, "childcare/office/wish.html", page, status=status)
