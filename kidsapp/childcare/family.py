"""Pages for families: pre-register, follow the case, answer an offer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.confirmation import confirmation_pdf
from kidsapp.childcare.models import PlaceOffer, PreRegistration
from kidsapp.childcare.preregister import preregister_page
from kidsapp.childcare.queries import family as queries
from kidsapp.childcare.queries.family import OfferLine, TimelineEntry, WishLine
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState
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
    refusal: str = ""


@door(policy.preregister_child)
@require_http_methods(["GET", "HEAD", "POST"])
def preregister(request: Request) -> HttpResponse:
    """The form, one page."""
    return preregister_page(request)


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
    if request.method != "POST":
        page = WithdrawPage(case.public_id, case.number, case.child, queries.wish_lines(case))
        return render.page(request, "childcare/family/withdraw.html", page)
    if refused := commands.withdraw_preregistration(request.actor, case, at=request.moment):
        return _status(request, case, refused)
    return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": public_id}))


@dataclass(frozen=True)
class PlaceOfferPage:
    """A place offer with what taking it means."""

    public_id: str
    case_id: str
    child: Child
    sign: ChildSign
    facility: str
    facility_id: str
    phone: str
    group: str
    hours: str
    starts_on: Any
    answer_until: Any
    state: str
    other_wishes: list[WishLine]
    refusal: str = ""


@door(policy.answer_place_offer)
@require_http_methods(["GET", "HEAD", "POST"])
def place_offer(request: Request, public_id: str) -> HttpResponse:
    """Show the offer; take it or turn it down."""
    offer = queries.offer_for(request.actor, public_id)
    if offer is None:
        raise Http404
    request.trail.shows([offer.wish.preregistration.child_id])
    if request.method == "POST":
        return _answer(request, offer)
    return render.page(request, "childcare/family/place_offer.html", _offer_page(request, offer))


def _answer(request: Request, offer: PlaceOffer) -> HttpResponse:
    is_yes = request.POST.get("answer") == "accept"
    command = commands.accept_place_offer if is_yes else commands.decline_place_offer
    answer = command(request.actor, offer, at=request.moment)
    if isinstance(answer, Refused):
        page = _offer_page(request, offer, say(answer))
        return render.page(request, "childcare/family/place_offer.html", page, status=409)
    case = offer.wish.preregistration
    return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": case.public_id}))


def _offer_page(request: Request, offer: PlaceOffer, refusal: str = "") -> PlaceOfferPage:
    case, facility = offer.wish.preregistration, offer.wish.facility
    others = [line for line in queries.wish_lines(case) if line.rank != offer.wish.rank]
    return PlaceOfferPage(
        public_id=offer.public_id,
        case_id=case.public_id,
        child=case.child,
        sign=sign_of(case.child),
        facility=facility.name,
        facility_id=facility.public_id,
        phone=facility.phone,
        group=offer.group.name,
        hours=hours_names(request.city.settings).get(case.hours, case.hours),
        starts_on=case.starts_on,
        answer_until=offer.answer_until,
        state=PlaceOfferState(offer.state),
        other_wishes=others,
        refusal=refusal,
    )
