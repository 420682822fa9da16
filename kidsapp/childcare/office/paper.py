"""An answer that came back on paper: the office enters it for the family, marked as such."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms.hours import GroundForm
from kidsapp.childcare.models import Contract, PreRegistration
from kidsapp.childcare.office.asked import typed_in
from kidsapp.childcare.queries import office_case as queries
from kidsapp.childcare.queries.evidence import evidence_of
from kidsapp.childcare.queries.family import OfferLine, offer_for, open_offers
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say

DONE = ("accepted", "declined", "evidence", "withdrawn")


@dataclass(frozen=True)
class PaperPage:
    """What a family may have sent back: answers to offers, evidence, a withdrawal."""

    case: Any
    offers: list[OfferLine]
    ground: GroundForm | None
    may_withdraw: bool
    done: str
    refusal: str


@door(policy.enter_paper_answer)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, public_id: str) -> HttpResponse:
    """Show what may be answered; enter one answer."""
    case = queries.case_for(request.actor, public_id)
    if case is None:
        raise Http404
    request.trail.shows([case.child_id])
    if request.method != "POST":
        return _show(request, case, _ground_form(case))
    form = GroundForm(request.POST) if "evidence" in request.POST else _ground_form(case)
    if form.is_bound and not form.is_valid():
        return _show(request, case, form, status=422)
    done, refused = _entered(request, case, form)
    if refused:
        now = queries.case_for(request.actor, public_id) or case
        return _show(request, now, form, refusal=say(refused), status=409)
    address = reverse("paper_answer", kwargs={"public_id": public_id})
    return HttpResponseRedirect(f"{address}?fertig={done}" if done else address)


def _ground_form(case: PreRegistration) -> GroundForm:
    return GroundForm(initial={"ground": evidence_of(case).ground})


def _entered(request: Request, case: PreRegistration, form: GroundForm) -> tuple[str, Refused | None]:
    actor, at, typed = request.actor, request.moment, request.POST
    if "withdraw" in typed and "signed" not in typed:
        return "", Refused(Why.NOT_SIGNED)
    if "withdraw" in typed:
        return "withdrawn", commands.withdraw_preregistration(actor, case, at=at, on_paper=True)
    if "evidence" in typed:
        ground = form.cleaned_data["ground"]
        refusals = commands.give_hours_evidence(actor, case, ground, at=at, on_paper=True)
        return "evidence", next(iter(refusals), None)
    return _answered(request, case)


def _answered(request: Request, case: PreRegistration) -> tuple[str, Refused | None]:
    """Accepted or declined, for an offer of this very case."""
    for done, command in (
        ("accepted", commands.accept_place_offer),
        ("declined", commands.decline_place_offer),
    ):
        offer = offer_for(request.actor, typed_in(request, done))
        if offer and offer.wish.preregistration_id == case.pk:
            answer = command(request.actor, offer, at=request.moment, on_paper=True)
            return done, None if isinstance(answer, Contract) else answer
    return "", None


def _show(
    request: Request, case: PreRegistration, form: GroundForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    is_open = case.state == PreRegistrationState.SUBMITTED
    done = request.GET.get("fertig", "")
    page = PaperPage(
        case=case,
        offers=open_offers(case),
        ground=form if _takes_evidence(request, case) else None,
        may_withdraw=is_open and refusal_to_change_today(request.actor, case) is None,
        done=done if done in DONE else "",
        refusal=refusal,
    )
    return render.page(request, "childcare/office/paper.html", page, status=status)


def _takes_evidence(request: Request, case: PreRegistration) -> bool:
    is_needed = case.hours in request.city.settings.get("childcare.hours_with_evidence", ())
    is_live = case.state != PreRegistrationState.WITHDRAWN
    return is_needed and is_live and evidence_of(case).state != EvidenceState.APPROVED
