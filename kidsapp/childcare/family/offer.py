"""A family looks at a place offer and answers it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.models import PlaceOffer
from kidsapp.childcare.queries import family as queries
from kidsapp.childcare.queries.contracts import running_elsewhere
from kidsapp.childcare.queries.family import WishLine
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.page.signs import ChildSign
from kidsapp.people.models import Child
from kidsapp.people.queries import sign_of
from kidsapp.places.wording import hours_names


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
    asks_twice: bool
    ground: str
    leaves: str
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


ANSWERS = {"accept": commands.accept_place_offer, "decline": commands.decline_place_offer}


def _answer(request: Request, offer: PlaceOffer) -> HttpResponse:
    command = ANSWERS.get(request.POST.get("answer", ""))
    if command is None:  # neither yes nor no: a place is given up by nobody who did not say so
        return render.page(
            request, "childcare/family/place_offer.html", _offer_page(request, offer), status=422
        )
    answer = command(request.actor, offer, at=request.moment)
    if isinstance(answer, Refused):
        page = _offer_page(request, queries.offer_for(request.actor, offer.public_id) or offer, say(answer))
        return render.page(request, "childcare/family/place_offer.html", page, status=409)
    case = offer.wish.preregistration
    return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": case.public_id}))


def _offer_page(request: Request, offer: PlaceOffer, refusal: str = "") -> PlaceOfferPage:
    case, facility = offer.wish.preregistration, offer.wish.facility
    others = [line for line in queries.wish_lines(case) if line.rank != offer.wish.rank and line.is_live]
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
        starts_on=offer.first_day,
        answer_until=offer.answer_until,
        state=PlaceOfferState(offer.state),
        other_wishes=others,
        asks_twice="ablehnen" in request.GET,
        ground=queries.ground_of(offer),
        leaves=running_elsewhere(case.child_id, but_for=case.pk, on=offer.first_day),
        refusal=refusal,
    )
