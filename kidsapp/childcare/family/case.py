"""A family follows its case, fetches the confirmation, and withdraws."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.family.confirmation import confirmation_answer
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries import family as queries
from kidsapp.childcare.queries.contracts import ContractLine, contract_of, line_of
from kidsapp.childcare.queries.evidence import evidence_of
from kidsapp.childcare.queries.family import OfferLine, WishLine
from kidsapp.childcare.queries.rounds import FreeKita, kitas_with_free_places
from kidsapp.childcare.queries.terms import refusal_to_change_today, season_on
from kidsapp.childcare.queries.timeline import Facts, TimelineEntry, timeline, waiting_for_family
from kidsapp.childcare.queries.wish_status import WishStatus, wish_statuses
from kidsapp.childcare.rules import Season, hours_needing_evidence
from kidsapp.childcare.rules.clock import clock_terms
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.clock import german_day
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
    wishes: list[WishStatus]
    offers: list[OfferLine]
    tasks: list[TimelineEntry]
    timeline: list[TimelineEntry]
    contract: ContractLine | None
    is_late: bool
    is_dead_end: bool
    may_change: bool
    season: Season
    free_kitas: list[FreeKita]
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
    facts, offers = _facts(request, case), queries.open_offers(case)
    page = PreRegistrationPage(
        public_id=case.public_id,
        number=case.number,
        child=case.child,
        sign=sign_of(case.child),
        hours=hours_names(settings).get(case.hours, case.hours),
        state=case.state,
        submitted_at=case.submitted_at,
        wishes=wish_statuses(facts),
        offers=offers,
        tasks=list(waiting_for_family(facts)),
        timeline=timeline(facts),
        contract=facts.contract,
        is_late=facts.is_late,
        is_dead_end=facts.is_dead_end,
        may_change=facts.is_open and refusal_to_change_today(request.actor, case) is None,
        season=facts.season,
        free_kitas=[] if offers else _free_kitas(facts),
        needs_evidence=facts.evidence is not None,
        refusal=say(refused) if refused else "",
    )
    return render.page(request, "childcare/family/preregistration.html", page)


def _facts(request: Request, case: PreRegistration) -> Facts:
    settings, today = request.city.settings, request.actor.today
    is_placed = case.state == PreRegistrationState.PLACED
    contract = contract_of(case.pk) if is_placed else None
    return Facts(
        case=case,
        season=season_on(case.starts_on, settings),
        terms=clock_terms(settings),
        today=today,
        evidence=evidence_of(case) if case.hours in hours_needing_evidence(settings) else None,
        contract=line_of(contract, names=hours_names(settings), today=today) if contract else None,
    )


def _free_kitas(facts: Facts) -> list[FreeKita]:
    """In the second round, where a family without an offer may still wish for a place."""
    sent_on = german_day(facts.case.submitted_at)
    is_round = rules.is_second_round(facts.season, submitted_on=sent_on, today=facts.today)
    return kitas_with_free_places(facts.case) if facts.is_open and is_round else []


@door(policy.see_preregistration)
@require_safe
def confirmation(request: Request, public_id: str) -> HttpResponse:
    """The confirmation as an accessible PDF in the reader's language."""
    case = _case(request, public_id)
    return confirmation_answer(request, case)


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
