"""The one-page form: order wishes, keep what was typed, and submit."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import NEW_CHILD, PreRegistrationForm
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.family import facilities_by_public_ids
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import START_MONTH
from kidsapp.kernel.refusals import Refused
from kidsapp.page import kept, render
from kidsapp.page.refusals import say
from kidsapp.people.models import Child
from kidsapp.people.queries import children_of
from kidsapp.people.rules import ChildRecord
from kidsapp.places import basket
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class WishRow:
    """One wished facility in the list, with why it cannot succeed."""

    public_id: str
    name: str
    text: str
    reason: str = ""


@dataclass(frozen=True)
class PreregisterPage:
    """The form with its list of wishes."""

    form: PreRegistrationForm
    wishes: list[WishRow]
    wishes_max: int
    cut_off: Any
    has_children: bool


@door(policy.preregister_child)
@require_http_methods(["GET", "HEAD", "POST"])
def preregister(request: Request) -> HttpResponse:
    """Show the form, change the list of wishes, or submit."""
    children = children_of(request.actor)
    request.trail.shows(child.pk for child in children)
    if request.method != "POST":
        return _show(
            request, _empty_form(request, children), children, basket.remembered_ids(request.session)
        )
    wishes = tuple(request.POST.getlist("wish"))
    if "move" in request.POST:
        return _show(request, _typed_form(request.POST, request, children), children, _moved(request, wishes))
    if "search" in request.POST:
        kept.keep(request)
        return HttpResponseRedirect(reverse("finder"))
    return _submit(request, children, wishes)


def _options(request: Request, children: list[Child]) -> dict[str, Any]:
    return {"children": children, "hours_names": hours_names(request.city.settings)}


def _empty_form(request: Request, children: list[Child]) -> PreRegistrationForm:
    if typed := kept.kept(request):
        return _typed_form(typed, request, children)
    initial = {
        "form_key": secrets.token_urlsafe(16),
        "child": children[-1].public_id if children else NEW_CHILD,
    }
    return PreRegistrationForm(initial=initial, **_options(request, children))


def _typed_form(typed: QueryDict, request: Request, children: list[Child]) -> PreRegistrationForm:
    """The form with what was typed, not yet judged."""
    return PreRegistrationForm(initial=typed.dict(), **_options(request, children))


def _moved(request: Request, wishes: Sequence[str]) -> tuple[str, ...]:
    """The list after a button "höher", "tiefer" or "entfernen" (``up-2``: the second goes up)."""
    direction, _, number = request.POST["move"].partition("-")
    order = list(wishes)
    position = int(number) - 1 if number.isdecimal() else -1
    if not 0 <= position < len(order):
        return tuple(order)
    moved = order.pop(position)
    if direction == "remove":
        basket.forget(request.session, moved)
    else:
        order.insert(max(position + (1 if direction == "down" else -1), 0), moved)
    basket.reorder(request.session, tuple(order))
    return tuple(order)


def _submit(request: Request, children: list[Child], wishes: tuple[str, ...]) -> HttpResponse:
    form = PreRegistrationForm(request.POST, **_options(request, children))
    if not form.is_valid():
        return _show(request, form, children, wishes)
    answer = _preregister(request, form.cleaned_data, children, wishes)
    if isinstance(answer, PreRegistration):
        for public_id in wishes:
            basket.forget(request.session, public_id)
        return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": answer.public_id}))
    for refused in answer:
        if refused.at_field != "wishes" or "facility" not in refused.facts:
            form.add_error(refused.at_field if refused.at_field in form.fields else None, say(refused))
    return _show(request, form, children, wishes, answer)


def _preregister(
    request: Request, typed: Mapping[str, Any], children: list[Child], wishes: tuple[str, ...]
) -> PreRegistration | Sequence[Refused]:
    draft = commands.Draft(typed["form_key"], typed["starts_on"], typed["hours"], wishes, typed["remark"])
    child = next((child for child in children if child.public_id == typed["child"]), None)
    if child:
        return commands.submit_preregistration(request.actor, child, draft, at=request.moment)
    return commands.submit_for_new_child(request.actor, _new_child(typed), draft, at=request.moment)


def _new_child(typed: Mapping[str, Any]) -> ChildRecord:
    return ChildRecord(typed["given_name"], typed["family_name"], typed["born_on"])


def _show(
    request: Request,
    form: PreRegistrationForm,
    children: list[Child],
    wishes: Sequence[str],
    refusals: Sequence[Refused] = (),
) -> HttpResponse:
    settings = request.city.settings
    year = request.actor.today.year + (1 if request.actor.today.month >= START_MONTH else 0)
    season = season_on(request.actor.today.replace(year=year, month=START_MONTH, day=1), settings)
    reasons = {refused.facts["facility"]: say(refused) for refused in refusals if "facility" in refused.facts}
    rows = [_row(facility, reasons) for facility in facilities_by_public_ids(wishes)]
    page = PreregisterPage(form, rows, season.wishes_max, season.cut_off_on, bool(children))
    return render.page(
        request, "childcare/family/preregister.html", page, status=422 if form.errors or reasons else 200
    )


def _row(facility: Facility, reasons: Mapping[str, str]) -> WishRow:
    text = " · ".join(filter(None, [facility.street, str(facility.organisation)]))
    return WishRow(facility.public_id, facility.name, text, reasons.get(facility.name, ""))
