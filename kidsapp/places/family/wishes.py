"""Remembering facilities as wishes, and forgetting them, before any log-in."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kidsapp.audit.door import Request, door
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places import basket, policy
from kidsapp.places.queries import FacilityFacts, facts_in_order, facts_of


@dataclass(frozen=True)
class FullPage:
    """Why nothing more is remembered, and what could make room."""

    reason: str
    refused: FacilityFacts
    remembered: list[FacilityFacts]
    back_url: str


@door(policy.remember_facility)
@require_POST
def remember(request: Request) -> HttpResponse:
    """Put a facility among the wishes and go back to where it was seen."""
    facts = facts_of(request.POST.get("facility", ""))
    if facts is None:
        raise Http404
    limit = basket.limit_of(request.city.settings)
    refused = basket.remember(request.session, facts.public_id, limit=limit)
    if refused is None:
        return HttpResponseRedirect(_back(request, facts.public_id))
    kept = facts_in_order(basket.remembered_ids(request.session))
    page = FullPage(say(refused), facts, kept, _back(request, facts.public_id))
    return render.page(request, "places/family/full.html", page, status=409)


@door(policy.forget_facility)
@require_POST
def forget(request: Request) -> HttpResponse:
    """Take a facility out of the wishes; ``instead`` takes another one's place."""
    public_id = request.POST.get("facility", "")
    basket.forget(request.session, public_id)
    instead = facts_of(request.POST.get("instead", ""))
    if instead:
        basket.remember(request.session, instead.public_id, limit=basket.limit_of(request.city.settings))
        public_id = instead.public_id
    return HttpResponseRedirect(_back(request, public_id))


def _back(request: Request, public_id: str) -> str:
    """The page on which the button stood, at the facility that it was about."""
    came_from = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, None)
    page = came_from.partition("#")[0] if is_ours else reverse("finder")
    return f"{page}#k-{public_id}"
