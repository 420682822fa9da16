"""Contracts at the desks: the Kita's list, one contract, and what changes in a month, for the fee."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import ChangeContractForm, EndContractForm
from kidsapp.childcare.models import Contract
from kidsapp.childcare.office.asked import month_of
from kidsapp.childcare.office.kita import facility_or_404
from kidsapp.childcare.queries import contracts as queries
from kidsapp.childcare.queries.contracts import ContractLine, FeeLine
from kidsapp.childcare.queries.kita import groups_for_change
from kidsapp.childcare.queries.terms import last_term
from kidsapp.childcare.rules import ContractChange
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class ContractsPage:
    """The contracts of a Kita."""

    facility: Facility
    contracts: list[ContractLine]
    today: date


@door(policy.see_kita_desk)
@require_safe
def contracts(request: Request, public_id: str) -> HttpResponse:
    """The contracts of one facility."""
    facility, today = facility_or_404(request, public_id), request.actor.today
    lines = queries.contracts_at(facility, names=hours_names(request.city.settings), today=today)
    request.trail.shows(line.child_id for line in lines)
    page = ContractsPage(facility, lines, today)
    return render.page(request, "childcare/office/contracts.html", page)


@dataclass(frozen=True)
class ContractPage:
    """One contract, with what may be recorded."""

    contract: ContractLine
    today: date
    change: Form
    end: Form
    is_at_kita: bool
    why_not: str


@door(policy.see_contract)
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: Request, public_id: str) -> HttpResponse:
    """Look at one contract; change hours and group, or end it."""
    found = queries.contract_for(request.actor, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.preregistration.child_id])
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms = _forms(request, found, what)
    if what not in forms:
        return _show(request, found, forms)
    form = forms[what]
    if not form.is_valid():
        return _show(request, found, forms, status=422)
    answer = _record(request, found, what, form)
    if answer is None:
        return HttpResponseRedirect(reverse("contract", kwargs={"public_id": public_id}))
    if answer.at_field in form.fields:
        form.add_error(answer.at_field, say(answer))
        return _show(request, found, forms, status=422)
    return _show(request, found, forms, why_not=say(answer), status=409)


def _record(request: Request, contract: Contract, what: str, form: Form) -> Refused | None:
    typed, at = form.cleaned_data, request.moment
    if what == "end":
        return commands.end_contract(request.actor, contract, typed["last_day"], typed["reason"], at=at)
    change = ContractChange(typed["valid_from"], typed["hours"], typed["group"])
    return commands.change_contract_hours(request.actor, contract, change, at=at)


def _forms(request: Request, contract: Contract, what: str) -> dict[str, Form]:
    last, typed = last_term(contract), {what: request.POST}
    facility = contract.offer.wish.facility
    names = hours_names(request.city.settings)
    models = facility.hours_models or names
    hours = [(key, name) for key, name in names.items() if key in models]
    groups = groups_for_change(facility, last.group, today=request.actor.today)
    initial = {"hours": last.hours, "group": last.group.public_id}
    return {
        "change": ChangeContractForm(
            typed.get("change"), hours=hours, groups=groups, initial=initial, auto_id="change_%s"
        ),
        "end": EndContractForm(typed.get("end"), auto_id="end_%s"),
    }


def _show(
    request: Request, contract: Contract, forms: dict[str, Form], *, why_not: str = "", status: int = 200
) -> HttpResponse:
    today = request.actor.today
    line = queries.line_of(contract, names=hours_names(request.city.settings), today=today)
    facility = contract.offer.wish.facility
    page = ContractPage(
        contract=line,
        today=today,
        change=forms["change"],
        end=forms["end"],
        is_at_kita=policy.see_kita_desk.permits(request.actor, facility),
        why_not=why_not,
    )
    return render.page(request, "childcare/office/contract.html", page, status=status)


@dataclass(frozen=True)
class MonthPage:
    """What begins, changes and ends in a month."""

    first: date
    before: str
    after: str
    lines: list[FeeLine]


@door(policy.see_youth_office_desk)
@require_safe
def contracts_of_month(request: Request) -> HttpResponse:
    """Every contract that begins, changes or ends in a month, for the fee."""
    today, first = request.actor.today, month_of(request)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    names = hours_names(request.city.settings)
    lines = queries.changes_of_month(request.actor, first, last, names=names, today=today)
    request.trail.shows({line.contract.child_id for line in lines})
    request.trail.looks_back_to([first] if lines else [])
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    page = MonthPage(first, f"{before:%Y-%m}", f"{after:%Y-%m}", lines)
    return render.page(request, "childcare/office/contracts_of_month.html", page)
