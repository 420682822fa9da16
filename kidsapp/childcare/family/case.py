"""A family follows its case, fetches the confirmation, and withdraws."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.confirmation import confirmation_pdf
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries import family as queries
from kidsapp.childcare.queries.family import OfferLine, TimelineEntry, WishLine
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.page.signs import ChildSign
from kidsapp.people.models import Child
from kidsapp.people.queries import sign_of
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class PreRegistrationPage:
    """Where a pre-registration stands."""

    public_id: str
    number: str
    child: Child
    sign: ChildSign
    hours: str
    state: str
    submitted_at: datetime
    wishes: list[WishLine]
    offers: list[OfferLine]
    timeline: list[TimelineEntry]
    may_withdraw: bool
    needs_evidence: bool
    refusal: str = ""


@door(policy.see_preregistration)
@require_safe
def preregistration(request: Request, public_id: str) -> HttpResponse:
    """Where a pre-registration stands and what comes next."""
    return _status(request, _case(request, public_id))


def _case(request: Request, public_id: str) -> PreRegistration:
    found = queries.case_for(request.actor, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.child_id])
    return found


def _status(request: Request, case: PreRegistration, refused: Refused | None = None) -> HttpResponse:
    settings = request.city.settings
    page = PreRegistrationPage(
        public_id=case.public_id,
        number=case.number,
        child=case.child,
        sign=sign_of(case.child),
        hours=hours_names(settings).get(case.hours, case.hours),
        state=case.state,
        submitted_at=case.submitted_at,
        wishes=queries.wish_lines(case),
        offers=queries.open_offers(case),
        timeline=queries.timeline(case, settings=settings, today=request.actor.today),
        needs_evidence=case.hours in settings.get("childcare.hours_with_evidence", ()),
        may_withdraw=case.state == PreRegistrationState.SUBMITTED,
        refusal=say(refused) if refused else "",
    )
    return render.page(request, "childcare/family/preregistration.html", page)


@door(policy.see_preregistration)
@require_safe
def confirmation(request: Request, public_id: str) -> HttpResponse:
    """The confirmation as an accessible PDF in the reader's language."""
    case = _case(request, public_id)
    content = confirmation_pdf(case, city=request.city, language=request.actor.language)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.number}.pdf"'
    return response


@dataclass(frozen=True)
class WithdrawPage:
    """What would be given up."""

    public_id: str
    number: str
    child: Child
    wishes: list[WishLine]


@door(policy.withdraw_preregistration)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Ask once, then withdraw."""
    case = _case(request, public_id)
    policy.withdraw_preregistration.demand(request.actor, case)
    if refusal_to_change_today(request.actor, case):
        return HttpResponseRedirect(reverse("change_preregistration", kwargs={"public_id": public_id}))
    if request.method != "POST":
        page = WithdrawPage(case.public_id, case.number, case.child, queries.wish_lines(case))
        return render.page(request, "childcare/family/withdraw.html", page)
    if refused := commands.withdraw_preregistration(request.actor, case, at=request.moment):
        return _status(request, case, refused)
    return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": public_id}))
