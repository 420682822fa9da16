"""Groups and places of a facility."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import GroupForm
from kidsapp.childcare.office.kita import facility_or_404
from kidsapp.childcare.office.years import year_of, years_of
from kidsapp.childcare.queries import kita as queries
from kidsapp.childcare.queries.kita import GroupLine
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility


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
    facility = facility_or_404(request, public_id)
    typed = GroupForm(request.POST) if request.method == "POST" else None
    if typed and typed.is_valid():
        answer = commands.plan_group(request.actor, facility, _plan(typed.cleaned_data), at=request.moment)
        if answer is None:
            query = f"?jahr={typed.cleaned_data['year']}"
            return HttpResponseRedirect(reverse("groups", kwargs={"public_id": public_id}) + query)
        typed.add_error(answer.at_field if answer.at_field in typed.fields else None, say(answer))
    return _show_groups(request, facility, typed)


def _plan(typed: dict[str, Any]) -> commands.GroupPlan:
    return commands.GroupPlan(
        typed["year"], typed["name"], typed["from_months"], typed["until_months"], typed["places"]
    )


def _show_groups(request: Request, facility: Facility, typed: GroupForm | None) -> HttpResponse:
    year = year_of(request)
    lines = queries.groups_of(facility, year)
    forms = [(line, _group_form(line, year, typed)) for line in [*lines, None]]
    page = GroupsPage(facility, year, years_of(request), forms)
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
        "age_from_years": line.age_from_months // MONTHS_A_YEAR,
        "age_from_months": line.age_from_months % MONTHS_A_YEAR,
        "age_until_years": line.age_until_months // MONTHS_A_YEAR,
        "age_until_months": line.age_until_months % MONTHS_A_YEAR,
        "places": line.places,
    }
    return GroupForm(initial=initial, auto_id=auto_id)
