"""Groups and places of a facility."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.forms import GroupForm
from kidsapp.childcare.office.asked import year_of, years_of
from kidsapp.childcare.office.group_words import FormRow, form_names, form_rows, weekly_hours
from kidsapp.childcare.office.kita import facility_or_404
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries.kita import GroupLine
from kidsapp.childcare.queries.staying import staying_in
from kidsapp.childcare.queries.two_year_olds import two_year_olds_of
from kidsapp.childcare.rules import GroupSize, LawForm, StayingSize
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class GroupCard:
    """A group with its form, or the form of a new one; and in what it lies outside of its group form."""

    line: GroupLine | None
    form: GroupForm
    hints: list[str]


@dataclass(frozen=True)
class GroupsPage:
    """The groups of one kindergarten year, and what the Land's group forms usually hold."""

    facility: Facility
    year: int
    years: list[int]
    groups: list[GroupCard]
    law: list[FormRow]


@door(policy.plan_groups)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request, public_id: str) -> HttpResponse:
    """Plan the places per age group and hours."""
    facility = facility_or_404(request, public_id)
    typed = GroupForm(request.POST, **_choices(request)) if request.method == "POST" else None
    if typed and typed.is_valid():
        plan = _plan(typed.cleaned_data, request.POST.get("group"))
        answer = commands.plan_group(request.actor, facility, plan, at=request.moment)
        if answer is None:
            query = f"?jahr={typed.cleaned_data['year']}"
            return HttpResponseRedirect(reverse("groups", kwargs={"public_id": public_id}) + query)
        typed.add_error(answer.at_field if answer.at_field in typed.fields else None, say(answer))
    return _show_groups(request, facility, typed)


def _choices(request: Request) -> dict[str, Mapping[str, str]]:
    settings = request.city.settings
    return {"hours": hours_names(settings), "law_forms": form_names(rules.law_forms(settings))}


def _plan(typed: dict[str, Any], group: str | None) -> commands.GroupPlan:
    return commands.GroupPlan(
        year=typed["year"],
        name=typed["name"],
        age_from_months=typed["from_months"],
        age_until_months=typed["until_months"],
        places=typed["places"],
        form=typed.get("form", ""),
        hours=typed["hours"],
        group=group,
        staying=typed["staying"],
    )


def _show_groups(request: Request, facility: Facility, typed: GroupForm | None) -> HttpResponse:
    year, law = year_of(request), rules.law_forms(request.city.settings)
    lines = queries.groups_of(facility, year)
    young = two_year_olds_of(facility, year) if law else {}
    terms, settings = [line.terms for line in lines], request.city.settings
    stay = staying_in(facility, year, terms, settings=settings) if lines else {}
    cards = [
        GroupCard(
            line,
            _group_form(request, line, typed),
            [*_hints(request, line, law, young), *_hints_on_staying(line, stay)],
        )
        for line in [*lines, None]
    ]
    page = GroupsPage(facility, year, years_of(request), cards, form_rows(law))
    return render.page(request, "childcare/office/groups.html", page, status=422 if typed else 200)


def _hints(
    request: Request, line: GroupLine | None, law: Mapping[str, LawForm], young: Mapping[str, int]
) -> list[str]:
    """In what a group as it is kept lies outside of its form, in words."""
    if line is None or line.form not in law:
        return []
    size = GroupSize(
        line.age_from_months,
        line.age_until_months,
        weekly_hours(request.city.settings).get(line.hours),
        line.places,
        line.taken + line.offered,
        young.get(line.public_id, 0),
    )
    return [say(hint) for hint in rules.hints_on_group(size, law[line.form])]


def _hints_on_staying(line: GroupLine | None, stay: Mapping[str, int]) -> list[str]:
    """Where the number of those who stay is another than by the contracts, or leaves no room."""
    if line is None:
        return []
    by_contract = stay.get(line.name, 0)
    size = StayingSize(line.places, line.offered + line.taken, line.staying, by_contract)
    return [say(hint) for hint in rules.hints_on_staying(size)]


def _group_form(request: Request, line: GroupLine | None, typed: GroupForm | None) -> GroupForm:
    """The form of one group: as typed if this one was sent, else as it stands."""
    auto_id = f"{line.public_id if line else 'new'}_%s"
    if typed and typed.data.get("group", "") == (line.public_id if line else ""):
        typed.auto_id = auto_id
        return typed
    initial = _initial(line) if line else {"year": year_of(request)}
    return GroupForm(initial=initial, auto_id=auto_id, **_choices(request))


def _initial(line: GroupLine) -> dict[str, Any]:
    return {
        "year": line.year,
        "name": line.name,
        "age_from_years": line.age_from_months // MONTHS_A_YEAR,
        "age_from_months": line.age_from_months % MONTHS_A_YEAR,
        "age_until_years": line.age_until_months // MONTHS_A_YEAR,
        "age_until_months": line.age_until_months % MONTHS_A_YEAR,
        "places": line.places,
        "staying": line.staying,
        "hours": line.hours,
        "form": line.form,
    }
