"""A family begins to change what it sent, until the round closes."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.family.preregister.sheet import FAMILY, KITAS, NEED, name_of
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries import family as queries
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people.models import Child

CHANGED = (NEED, KITAS, FAMILY)


@dataclass(frozen=True)
class ChangePage:
    """What can be changed, or why nothing can any more and who helps."""

    public_id: str
    number: str
    child: Child
    back: str
    steps: list[tuple[str, str]]
    refusal: str


@door(policy.change_preregistration)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, public_id: str) -> HttpResponse:
    """Choose what to change; the same steps open with what was sent."""
    case = queries.case_for(request.actor, public_id)
    if case is None:
        raise Http404
    policy.change_preregistration.demand(request.actor, case)
    request.trail.shows([case.child_id])
    refused = _refusal(request, case)
    if request.method != "POST" or refused:
        page = ChangePage(
            public_id,
            case.number,
            case.child,
            _home(request, case),
            [(step, name_of(step)) for step in CHANGED],
            say(refused) if refused else "",
        )
        status = 409 if refused and request.method == "POST" else 200
        return render.page(request, "childcare/family/preregister/change.html", page, status=status)
    step = request.POST.get("go", NEED)
    draft = commands.begin_change(
        request.actor, case, go_on=step if step in CHANGED else NEED, at=request.moment
    )
    return HttpResponseRedirect(
        reverse("draft_step", kwargs={"public_id": draft.public_id, "step": draft.step})
    )


def _home(request: Request, case: PreRegistration) -> str:
    """Where whoever changes it sees the case."""
    is_office = policy.see_case.permits(request.actor, case)
    return reverse("office_case" if is_office else "preregistration", kwargs={"public_id": case.public_id})


def _refusal(request: Request, case: PreRegistration) -> Refused | None:
    if case.state != PreRegistrationState.SUBMITTED:
        return Refused(Why.NOT_SUBMITTED)
    return refusal_to_change_today(request.actor, case)
