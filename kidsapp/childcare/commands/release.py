"""Ending the wishes of a case and freeing the places that were held for them."""

from datetime import datetime

from kidsapp.childcare.commands.history import move_offer, move_wish
from kidsapp.childcare.commands.places import free_place
from kidsapp.childcare.models import PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.states import LIVE_WISHES, PlaceOfferState
from kidsapp.kernel.actors import Actor
from kidsapp.messaging.commands import tell
from kidsapp.people.queries import leads_of, workers_for


def end_wishes(case: PreRegistration, *, actor: Actor, at: datetime, but_for: Wish | None = None) -> None:
    """End every live wish of the case except one, and free the places offered for them."""
    kept = [but_for.pk] if but_for else []
    for wish in case.wishes.filter(state__in=LIVE_WISHES).exclude(pk__in=kept):
        move_wish(wish, "end_wish")
    offers = PlaceOffer.objects.filter(wish__preregistration=case, state=PlaceOfferState.OFFERED)
    for offer in (
        offers.exclude(wish_id__in=kept).select_related("group", "wish__facility").order_by("group_id")
    ):
        release(offer, case, actor=actor, at=at)


def release(offer: PlaceOffer, case: PreRegistration, *, actor: Actor, at: datetime) -> None:
    """Free the place of one offer and tell the Kita."""
    offer.ended_at = at
    move_offer(offer, "release_place")
    free_place(offer.group)
    tell_kita(offer, case, "place_freed", actor=actor, at=at)


def tell_kita(
    offer: PlaceOffer, case: PreRegistration, kind: str, *, actor: Actor, at: datetime, **facts: str
) -> None:
    """Tell those who lead the facility of an offer."""
    facility = offer.wish.facility
    facts = {"child": case.child.given_name, "facility": facility.name, **facts}
    link = f"/leitung/{facility.public_id}/vormerkungen/"
    leads = leads_of(facility.pk, today=actor.today)
    tell(leads, f"childcare.{kind}", facts=facts, at=at, link=link, child_id=case.child_id)


def tell_office(case: PreRegistration, kind: str, *, actor: Actor, at: datetime, **facts: str) -> None:
    """Tell everybody at the youth office who answers for the child."""
    facts = {"child": case.child.given_name, "number": case.number, **facts}
    office = workers_for(case.child, today=actor.today)
    link = f"/jugendamt/{case.public_id}/"
    tell(office, f"childcare.{kind}", facts=facts, at=at, link=link, child_id=case.child_id)
