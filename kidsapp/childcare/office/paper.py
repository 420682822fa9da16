"""An answer that came back on paper: the office enters it for the family, with the day it came in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import AgreementReceivedForm, ReceivedForm
from kidsapp.childcare.forms.hours import GroundForm
from kidsapp.childcare.models import Agreement, Contract, PreRegistration
from kidsapp.childcare.office.asked import typed_in
from kidsapp.childcare.queries import office_case as queries
from kidsapp.childcare.queries.agreements import unanswered_on_paper
from kidsapp.childcare.queries.evidence import evidence_of
from kidsapp.childcare.queries.family import OfferLine, expired_offers, offer_for, open_offers
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import hours_needing_evidence, refusal_to_give
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say

ANSWERS = ("accepted", "declined", "late")
DONE = (*ANSWERS, "evidence", "withdrawn", "agreed", "objected")


@dataclass(frozen=True)
class AgreementLine:
    """A second guardian whose answer may lie here."""

    public_id: str
    name: str
    form: AgreementReceivedForm


@dataclass(frozen=True)
class OfferForm:
    """An offer that may be answered, with the day on which the answer came in."""

    line: OfferLine
    form: ReceivedForm


@dataclass(frozen=True)
class PaperPage:
    """What a family may have sent back: answers to offers, agreement, evidence, a withdrawal."""

    case: Any
    offers: list[OfferForm]
    expired: list[OfferForm]
    agreements: list[AgreementLine]
    ground: GroundForm | None
    shown: ReceivedForm
    may_withdraw: bool
    withdrawn: ReceivedForm
    done: str
    refusal: str
    wrong: list[ReceivedForm] = field(default_factory=list)


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
    received = _received(request)
    if (form.is_bound and not form.is_valid()) or not received.is_valid():
        return _show(request, case, form, status=422)
    done, refused = _entered(request, case, form, received.cleaned_data)
    if refused:
        now = queries.case_for(request.actor, public_id) or case
        return _show(request, now, form, refusal=say(refused), status=409)
    address = reverse("paper_answer", kwargs={"public_id": public_id})
    return HttpResponseRedirect(f"{address}?fertig={done}" if done else address)


def _received(request: Request) -> AgreementReceivedForm:
    return AgreementReceivedForm(request.POST, today=request.actor.today)


def _ground_form(case: PreRegistration) -> GroundForm:
    return GroundForm(initial={"ground": evidence_of(case).ground})


def _entered(
    request: Request, case: PreRegistration, form: GroundForm, typed: dict[str, Any]
) -> tuple[str, Refused | None]:
    actor, at, pressed, on = request.actor, request.moment, request.POST, typed["received_on"]
    if "withdraw" in pressed and "signed" not in pressed:
        return "", Refused(Why.NOT_SIGNED)
    if "withdraw" in pressed:
        return "withdrawn", commands.withdraw_preregistration(actor, case, at=at, received_on=on)
    if "evidence" in pressed:
        ground = form.cleaned_data["ground"]
        refusals = commands.give_hours_evidence(actor, case, ground, at=at, received_on=on)
        return "evidence", next(iter(refusals), None)
    if "agreed" in pressed or "objected" in pressed:
        return _agreed(request, case, typed)
    return _answered(request, case, on)


def _agreed(request: Request, case: PreRegistration, typed: dict[str, Any]) -> tuple[str, Refused | None]:
    """What the second guardian sent back, for an agreement of this very case."""
    done = "agreed" if "agreed" in request.POST else "objected"
    wanted = typed_in(request, done)
    agreement = next((row for row in case.agreements.all() if row.public_id == wanted), None)
    if agreement is None:
        return "", None
    said, on = commands.Said(done == "agreed", typed["remark"]), typed["received_on"]
    answer = commands.enter_paper_agreement(request.actor, agreement, said, received_on=on, at=request.moment)
    return done, None if isinstance(answer, Agreement) else answer


def _answered(request: Request, case: PreRegistration, on: date) -> tuple[str, Refused | None]:
    """Accepted or declined, for an offer of this very case; accepted after all, where it came in time."""
    for done, command in (
        ("accepted", commands.accept_place_offer),
        ("declined", commands.decline_place_offer),
        ("late", commands.enter_timely_answer),
    ):
        offer = offer_for(request.actor, typed_in(request, done))
        if offer and offer.wish.preregistration_id == case.pk:
            answer = command(request.actor, offer, at=request.moment, received_on=on)
            return done, None if isinstance(answer, Contract) else answer
    return "", None


def _show(
    request: Request, case: PreRegistration, form: GroundForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    is_open = case.state == PreRegistrationState.SUBMITTED
    done, forms = request.GET.get("fertig", ""), Forms(request)
    page = PaperPage(
        case=case,
        offers=[OfferForm(line, forms.of(line.public_id)) for line in open_offers(case)],
        expired=[OfferForm(line, forms.of(line.public_id)) for line in expired_offers(case)],
        agreements=[
            AgreementLine(row.public_id, str(row.guardian or row.account), forms.of_agreement(row.public_id))
            for row in unanswered_on_paper(case)
        ],
        ground=form if _takes_evidence(request, case) else None,
        shown=forms.of("1", "evidence"),
        may_withdraw=is_open and refusal_to_change_today(request.actor, case) is None,
        withdrawn=forms.of("1", "withdraw"),
        done=done if done in DONE else "",
        refusal=refusal,
        wrong=forms.wrong,
    )
    return render.page(request, "childcare/office/paper.html", page, status=status)


class Forms:
    """The day's field for each part of the page: as typed where it was sent, else with today."""

    def __init__(self, request: Request) -> None:
        """Know what was sent."""
        self.request, self.wrong = request, list[ReceivedForm]()

    def of(self, value: str, *buttons: str) -> ReceivedForm:
        """The form whose button has this value."""
        form = ReceivedForm(self._sent(value, buttons or ANSWERS), **self._options(value, buttons))
        return self._noted(form)

    def of_agreement(self, value: str) -> AgreementReceivedForm:
        """The same with a remark."""
        sent = self._sent(value, ("agreed", "objected"))
        form = AgreementReceivedForm(sent, **self._options(value, ()))
        self._noted(form)
        return form

    def _sent(self, value: str, buttons: tuple[str, ...]) -> Any:
        return self.request.POST if any(self.request.POST.get(name) == value for name in buttons) else None

    def _options(self, value: str, buttons: tuple[str, ...]) -> dict[str, Any]:
        return {"today": self.request.actor.today, "auto_id": f"{''.join(buttons)}{value}_%s"}

    def _noted(self, form: ReceivedForm) -> ReceivedForm:
        if form.errors:
            self.wrong.append(form)
        return form


def _takes_evidence(request: Request, case: PreRegistration) -> bool:
    refused = refusal_to_give(
        case.hours,
        needing=hours_needing_evidence(request.city.settings),
        state=PreRegistrationState(case.state),
        evidence=EvidenceState(evidence_of(case).state),
    )
    return refused is None
