"""What a family reads of its pre-registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import CaseEvent, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.states import LIVE_WISHES, PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.texts import DECLINE_REASONS, RETRACT_GROUNDS, WISH_STATES
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.questions import Question
from kidsapp.places.models import Facility
from kidsapp.places.queries import CARE_KINDS


@dataclass(frozen=True)
class WishLine:
    """A wish as the family sees it."""

    rank: int
    facility: str
    facility_id: str
    phone: str
    state: str
    state_text: str
    reason: str

    @property
    def is_live(self) -> bool:
        """Whether the wish can still become a place."""
        return self.state in LIVE_WISHES


@dataclass(frozen=True)
class OfferLine:
    """An open place offer."""

    public_id: str
    facility: str
    group: str
    answer_until: date


def case_for(actor: Actor, public_id: str) -> PreRegistration | None:
    """The case with this public id if the actor may see it, with all that its page needs; five statements."""
    found = policy.see_preregistration.permitted(actor, PreRegistration.objects.filter(public_id=public_id))
    case: PreRegistration | None = _whole(found).first()
    return case


def _whole(rows: Any) -> Any:
    offers = PlaceOffer.objects.select_related("group").order_by("-offered_at")
    wishes = Wish.objects.select_related("facility").prefetch_related(Prefetch("offers", offers))
    prefetches = (Prefetch("wishes", wishes), Prefetch("events", CaseEvent.objects.all()))
    return rows.select_related("child").prefetch_related(*prefetches).distinct()


def wish_lines(case: PreRegistration) -> list[WishLine]:
    """The wishes, best first."""
    return [_wish_line(wish) for wish in case.wishes.all()]


def _wish_line(wish: Wish) -> WishLine:
    reason = DECLINE_REASONS.get(wish.decline_reason, "")
    facility = wish.facility
    return WishLine(
        wish.rank,
        facility.name,
        facility.public_id,
        facility.phone,
        wish.state,
        gettext(WISH_STATES[wish.state]),
        gettext(reason) if reason else "",
    )


def open_offers(case: PreRegistration) -> list[OfferLine]:
    """The place offers that wait for an answer."""
    return [
        OfferLine(offer.public_id, wish.facility.name, offer.group.name, offer.answer_until)
        for wish in case.wishes.all()
        for offer in wish.offers.all()
        if offer.state == PlaceOfferState.OFFERED
    ]


def expired_offers(case: PreRegistration) -> list[OfferLine]:
    """The latest offers that ended without an answer, of a case that waits for a place."""
    if case.state != PreRegistrationState.SUBMITTED:
        return []
    latest = [(wish, next(iter(wish.offers.all()), None)) for wish in case.wishes.all()]
    return [
        OfferLine(offer.public_id, wish.facility.name, offer.group.name, offer.answer_until)
        for wish, offer in latest
        if offer and offer.state == PlaceOfferState.EXPIRED and wish.state == WishState.ENDED
    ]


def offer_for(actor: Actor, public_id: str) -> PlaceOffer | None:
    """The place offer with this public id if the actor may answer it."""
    rows = PlaceOffer.objects.filter(public_id=public_id)
    rows = rows.select_related("group", "wish__facility", "wish__preregistration__child")
    found: PlaceOffer | None = policy.answer_place_offer.permitted(actor, rows).first()
    return found


def ground_of(offer: PlaceOffer | None) -> str:
    """Why the Kita took the offer back, in words."""
    is_retracted = offer is not None and offer.state == PlaceOfferState.RETRACTED
    return gettext(RETRACT_GROUNDS[offer.withdraw_reason]) if offer and is_retracted else ""


def facilities_by_public_ids(public_ids: Sequence[str]) -> list[Facility]:
    """The listed Kitas and child minders with these public ids, in this order."""
    if not public_ids:
        return []
    given = {f"place_{place}": public_id for place, public_id in enumerate(public_ids)}
    found = {row.public_id: row for row in _listed(len(given)).all(**given)}
    return [found[public_id] for public_id in public_ids if public_id in found]


@lru_cache
def _listed(count: int) -> Question:
    """So many facilities at once; a city lets a family wish for a handful."""

    def rows(**public_ids: str) -> QuerySet[Facility]:
        named = list(public_ids.values())
        listed: Any = Facility.objects.filter(public_id__in=named, is_listed=True, kind__in=CARE_KINDS)
        found: QuerySet[Facility] = listed.select_related("organisation")
        return found

    kinds: dict[str, Any] = {f"place_{place}": str for place in range(count)}
    return Question(rows, **kinds)
