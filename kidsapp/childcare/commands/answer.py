"""A family accepts or declines a place offer."""

from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.contracts import end_for_transfer
from kidsapp.childcare.commands.history import move_case, move_offer, move_wish, remember, tell_family
from kidsapp.childcare.commands.locks import locked_offer
from kidsapp.childcare.commands.offers import expire
from kidsapp.childcare.commands.places import first_free_day, free_place, take_place
from kidsapp.childcare.commands.release import end_wishes, tell_kita
from kidsapp.childcare.models import Contract, ContractTerm, PlaceOffer, PreRegistration
from kidsapp.childcare.queries.concerns import has_open_custody_concern
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused


def accept_place_offer(
    actor: Actor, offer: PlaceOffer, *, at: datetime, received_on: date | None = None
) -> Contract | Refused:
    """Take the place: the contract is recorded, the other wishes end and free their places, all at once.

    For an answer on paper the day counts on which it came in.
    """
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, case, offer, at, received_on) or _refusal_while_unsettled(case):
            return refused
        contract = _conclude(actor, case, offer, at, received_on)
        line.about(case.child_id, offer=offer.pk, contract=contract.pk)
        return contract


def _refusal(
    actor: Actor, case: PreRegistration, offer: PlaceOffer, at: datetime, received_on: date | None
) -> Refused | None:
    """Why it cannot be answered; an offer whose day has passed expires now, even before the hourly job."""
    if received_on and (refused := _refusal_of_arrival(actor, offer, received_on)):
        return refused
    state, until, on = PlaceOfferState(offer.state), offer.answer_until, received_on or actor.today
    if rules.is_expired(state, answer_until=until, today=on):
        expire(case, offer, today=actor.today, at=at)
        if received_on:
            facts = {"date": until, "received": received_on}
            return Refused(Why.ANSWER_TOO_LATE, facts, "received_on")
    return rules.refusal_to_answer(state, answer_until=until, today=on)


def _refusal_of_arrival(actor: Actor, offer: PlaceOffer, received_on: date) -> Refused | None:
    made_on = german_day(offer.offered_at)
    return rules.refusal_of_arrival(received_on, made_on=made_on, today=actor.today)


def _refusal_while_unsettled(case: PreRegistration) -> Refused | None:
    """While the youth office settles who decides for the child, nobody binds it."""
    return Refused(Why.CUSTODY_UNSETTLED) if has_open_custody_concern(case) else None


def enter_timely_answer(
    actor: Actor, offer: PlaceOffer, *, received_on: date, at: datetime
) -> Contract | Refused:
    """Accept an offer that expired although the family's paper lay here in time; if the place is still free.

    One act of the office, in the history as what it is: the offer stays known as expired on its day.
    """
    with writing(actor, policy.enter_timely_answer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.enter_timely_answer.demand(actor, offer)
        if refused := _refusal_to_late_entry(actor, case, offer, received_on):
            return refused
        if refused := _refusal_of_place(offer, max(offer.first_day, actor.today)):
            return refused
        contract = _conclude(actor, case, offer, at, received_on, act="enter_timely_answer")
        line.about(case.child_id, offer=offer.pk, contract=contract.pk)
        return contract


def _refusal_to_late_entry(
    actor: Actor, case: PreRegistration, offer: PlaceOffer, received_on: date
) -> Refused | None:
    if case.state != PreRegistrationState.SUBMITTED:
        return Refused(Why.NOT_SUBMITTED)
    if offer.wish.state != WishState.ENDED:
        return Refused(Why.OFFER_NOT_OPEN)
    state = PlaceOfferState(offer.state)
    return (
        _refusal_of_arrival(actor, offer, received_on)
        or rules.refusal_to_late_entry(state, answer_until=offer.answer_until, received_on=received_on)
        or _refusal_while_unsettled(case)
    )


def _refusal_of_place(offer: PlaceOffer, first_day: date) -> Refused | None:
    """Why the place cannot be taken again from this day on; with no reason, it is taken."""
    if not take_place(offer.group):
        return Refused(Why.PLACE_GIVEN_AWAY, {"group": offer.group.name})
    if (free_on := first_free_day(offer.group)) and first_day < free_on:
        free_place(offer.group)
        return Refused(Why.GROUP_FULL_UNTIL, {"group": offer.group.name, "date": free_on})
    return None


def _conclude(
    actor: Actor,
    case: PreRegistration,
    offer: PlaceOffer,
    at: datetime,
    received_on: date | None,
    *,
    act: str = "accept_place_offer",
) -> Contract:
    first_day = max(offer.first_day, actor.today)
    contract: Contract = Contract.objects.create(
        preregistration=case, offer=offer, starts_on=first_day, hours=case.hours, concluded_at=at
    )
    ContractTerm.objects.create(
        contract=contract, valid_from=first_day, hours=case.hours, group=offer.group, recorded_at=at
    )
    offer.ended_at = at
    move_offer(offer, act)
    move_wish(offer.wish, act)
    end_wishes(case, actor=actor, at=at, but_for=offer.wish)
    end_for_transfer(case, first_day, actor=actor, at=at)
    move_case(case, act)
    remember(case, act, actor, at=at, wish=offer.wish, received_on=received_on)
    told = first_day.isoformat()
    tell_family(case, "placed", actor=actor, at=at, facility=offer.wish.facility.name, date=told)
    tell_kita(offer, case, "place_taken", actor=actor, at=at, date=told)
    return contract


def decline_place_offer(
    actor: Actor, offer: PlaceOffer, *, at: datetime, received_on: date | None = None
) -> Refused | None:
    """Turn the place down: it is free again, the other wishes go on."""
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, case, offer, at, received_on):
            return refused
        offer.ended_at = at
        move_offer(offer, "decline_place_offer")
        move_wish(offer.wish, "decline_place_offer")
        free_place(offer.group)
        remember(case, "decline_place_offer", actor, at=at, wish=offer.wish, received_on=received_on)
        tell_family(case, "offer_declined", actor=actor, at=at, facility=offer.wish.facility.name)
        tell_kita(offer, case, "place_freed", actor=actor, at=at)
        line.about(case.child_id, offer=offer.pk)
    return None
