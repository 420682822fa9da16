"""The Kita's own criteria: add, change, order, remove."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms.criteria import CriterionForm
from kidsapp.childcare.models import Criterion
from kidsapp.childcare.office.asked import typed_in
from kidsapp.childcare.queries import criteria as queries
from kidsapp.childcare.queries.criteria import CriterionLine
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class CriteriaPage:
    """The criteria, each with its form, and the form of a new one; ``unsure`` is one that asks first."""

    facility: Facility
    criteria: list[tuple[CriterionLine, CriterionForm]]
    new: CriterionForm
    unsure: str = ""
    why_not: str = ""


@door(policy.see_criteria)
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: Request, public_id: str) -> HttpResponse:
    """Keep the criteria by which this Kita sorts its desk."""
    facility = policy.see_criteria.permitted(
        request.actor, Facility.objects.filter(public_id=public_id)
    ).first()
    if facility is None:
        raise Http404
    if request.method == "POST":
        return _keep(request, facility)
    return _show(request, facility)


def _keep(request: Request, facility: Facility) -> HttpResponse:
    wanted, form = typed_in(request, "criterion"), CriterionForm(request.POST)
    if not wanted:
        return _add(request, facility, form)
    found = queries.criterion_for(facility, wanted)
    if found is None:
        return _done(facility)
    act = request.POST.get("do", "")
    act = act if act in DEEDS else "save"
    if act == "save" and not form.is_valid():
        return _show(request, facility, form, wanted, status=422)
    answer = DEEDS[act](request, found, form)
    if answer is None:
        return _done(facility)
    if answer.at_field:
        form.add_error(answer.at_field, say(answer))
        return _show(request, facility, form, wanted, status=422)
    return _show(request, facility, unsure=wanted, why_not=say(answer), status=409)


def _add(request: Request, facility: Facility, form: CriterionForm) -> HttpResponse:
    if form.is_valid():
        answer = commands.add_criterion(request.actor, facility, **form.cleaned_data, at=request.moment)
        if isinstance(answer, Criterion):
            return _done(facility)
        form.add_error(answer.at_field, say(answer))
    return _show(request, facility, form, status=422)


def _done(facility: Facility) -> HttpResponse:
    return HttpResponseRedirect(reverse("criteria", kwargs={"public_id": facility.public_id}))


def _save(request: Request, criterion: Criterion, form: CriterionForm) -> Refused | None:
    return commands.change_criterion(request.actor, criterion, **form.cleaned_data, at=request.moment)


def _move_up(request: Request, criterion: Criterion, _form: CriterionForm) -> None:
    commands.move_criterion(request.actor, criterion, by=-1, at=request.moment)


def _move_down(request: Request, criterion: Criterion, _form: CriterionForm) -> None:
    commands.move_criterion(request.actor, criterion, by=1, at=request.moment)


def _remove(request: Request, criterion: Criterion, _form: CriterionForm) -> Refused | None:
    return commands.remove_criterion(request.actor, criterion, at=request.moment)


def _remove_for_sure(request: Request, criterion: Criterion, _form: CriterionForm) -> Refused | None:
    return commands.remove_criterion(request.actor, criterion, is_sure=True, at=request.moment)


DEEDS: dict[str, Callable[[Request, Criterion, CriterionForm], Refused | None]] = {
    "save": _save,
    "up": _move_up,
    "down": _move_down,
    "remove": _remove,
    "remove-sure": _remove_for_sure,
}


def _show(
    request: Request,
    facility: Facility,
    typed: CriterionForm | None = None,
    of: str = "",
    *,
    unsure: str = "",
    why_not: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, the form that was sent as typed; ``of`` names its criterion, none is a new one."""
    lines = queries.criteria_of(facility)
    forms = [(line, typed if typed and of == line.public_id else _form(line)) for line in lines]
    new = typed if typed and not of else CriterionForm(auto_id="new_%s")
    if typed:
        typed.auto_id = f"{of or 'new'}_%s"
    page = CriteriaPage(facility, forms, new, unsure, why_not)
    return render.page(request, "childcare/office/criteria.html", page, status=status)


def _form(line: CriterionLine) -> CriterionForm:
    initial = {"name": line.name, "points": line.points}
    return CriterionForm(initial=initial, auto_id=f"{line.public_id}_%s")
