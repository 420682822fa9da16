"""Several children at once: offer each a place in one group, or put each on the waiting list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kidsapp.audit.commands import record
from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.models import PlaceOffer, Wish
from kidsapp.childcare.office.asked import chosen_in, typed_in
from kidsapp.childcare.office.kita import facility_or_404
from kidsapp.childcare.queries import kita as queries
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility

MOST = 50


@dataclass(frozen=True)
class Outcome:
    """A child, and why nothing was decided, if so."""

    wish: str
    child: str
    why_not: str


@dataclass(frozen=True)
class SeveralPage:
    """What became of each chosen child; ``decision`` is accept or wait."""

    facility: Facility
    year: int
    decision: str
    done: list[Outcome]
    refused: list[Outcome]


@door(policy.accept_child)
@require_POST
def decide_several(request: Request, public_id: str) -> HttpResponse:
    """Decide on each chosen child; every one is an act of its own, so that one refusal stops no other.

    Without a decision nothing is decided.
    """
    facility = facility_or_404(request, public_id)
    decision = request.POST.get("decision", "")
    chosen = chosen_in(request, most=MOST) if decision in DECISIONS else []
    wishes = [wish for each in chosen if (wish := _wish(request, facility, each))]
    outcomes = [_outcome(request, wish, DECISIONS[decision]) for wish in wishes]
    _note_who_is_shown(request, wishes, outcomes)
    page = SeveralPage(
        facility=facility,
        year=wishes[0].preregistration.year if wishes else request.actor.today.year,
        decision=decision,
        done=[each for each in outcomes if not each.why_not],
        refused=[each for each in outcomes if each.why_not],
    )
    return render.page(request, "childcare/office/several.html", page, status=200 if page.done else 409)


def _note_who_is_shown(request: Request, wishes: list[Wish], outcomes: list[Outcome]) -> None:
    """What was decided has its lines; who is named on the page all the same gets one."""
    refused = {each.wish for each in outcomes if each.why_not}
    children = [wish.preregistration.child_id for wish in wishes if wish.public_id in refused]
    if children:
        record(request.actor, policy.see_wish, at=request.moment, children=children)


def _wish(request: Request, facility: Facility, public_id: str) -> Wish | None:
    """A wish that the Kita sees today; any other is passed over as if it did not exist."""
    found = queries.wish_for(request.actor, public_id)
    if found is None or found.facility_id != facility.pk:
        return None
    is_seen = queries.is_in_play(found, settings=request.city.settings, today=request.actor.today)
    return found if is_seen else None


def _outcome(
    request: Request, wish: Wish, decide: Callable[[Request, Wish], PlaceOffer | Refused | None]
) -> Outcome:
    answer = decide(request, wish)
    why_not = say(answer) if isinstance(answer, Refused) else ""
    return Outcome(wish.public_id, str(wish.preregistration.child), why_not)


def _accept(request: Request, wish: Wish) -> PlaceOffer | Refused:
    return commands.accept_child(request.actor, wish, typed_in(request, "group"), at=request.moment)


def _wait(request: Request, wish: Wish) -> Refused | None:
    return commands.put_on_waiting_list(request.actor, wish, at=request.moment)


DECISIONS: dict[str, Callable[[Request, Wish], PlaceOffer | Refused | None]] = {
    "accept": _accept,
    "wait": _wait,
}
