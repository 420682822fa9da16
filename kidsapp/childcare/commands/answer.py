"""A family accepts or declines a place offer."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.contracts import end_for_transfer
from kidsapp.childcare.commands.history import move_case, move_offer, move_wish, remember, tell_family
from kidsapp.childcare.commands.locks import locked_offer
from kidsapp.childcare.commands.offers import expire
from kidsapp.childcare.commands.places import free_place
from kidsapp.childcare.commands.release import end_wishes, tell_kita
from kidsapp.childcare.models import Contract, ContractTerm, PlaceOffer, PreRegistration
from kidsapp.childcare.queries.concerns import has_open_custody_concern
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused


def accept_place_offer(
    actor: Actor, offer: PlaceOffer, *, at: datetime, on_paper: bool = False
) -> Contract | Refused:
    """Take the place: the contract is recorded, the other wishes end and free their places, all at once."""
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, case, offer, at) or _refusal_while_unsettled(case):
            return refused
        contract = _conclude(actor, case, offer, at, on_paper=on_paper)
        line.about(case.child_id, offer=offer.pk, contract=contract.pk)
        return contract


def _refusal(actor: Actor, case: PreRegistration, offer: PlaceOffer, at: datetime) -> Refused | None:
    """Why it cannot be answered; an offer whose day has passed expires now, even before the hourly job."""
    state, until = PlaceOfferState(offer.state), offer.answer_until
    if rules.is_expired(state, answer_until=until, today=actor.today):
        expire(case, offer, today=actor.today, at=at)
    return rules.refusal_to_answer(state, answer_until=until, today=actor.today)


def _refusal_while_unsettled(case: PreRegistration) -> Refused | None:
    """While the youth office settles who decides for the child, nobody binds it."""
    return Refused(Why.CUSTODY_UNSETTLED) if has_open_custody_concern(case) else None


def _conclude(
    actor: Actor, case: PreRegistration, offer: PlaceOffer, at: datetime, *, on_paper: bool
) -> Contract:
    first_day = max(offer.first_day, actor.today)
    contract: Contract = Contract.objects.create(
        preregistration=case, offer=offer, starts_on=first_day, hours=case.hours, concluded_at=at
    )
    ContractTerm.objects.create(
        contract=contract, valid_from=first_day, hours=case.hours, group=offer.group, recorded_at=at
    )
    offer.ended_at = at
    move_offer(offer, "accept_place_offer")
    move_wish(offer.wish, "accept_place_offer")
    end_wishes(case, actor=actor, at=at, but_for=offer.wish)
    end_for_transfer(case, first_day, actor=actor, at=at)
    move_case(case, "accept_place_offer")
    remember(case, "accept_place_offer", actor, at=at, wish=offer.wish, on_paper=on_paper)
    told = first_day.isoformat()
    tell_family(case, "placed", actor=actor, at=at, facility=offer.wish.facility.name, date=told)
    tell_kita(offer, case, "place_taken", actor=actor, at=at, date=told)
    return contract


def decline_place_offer(
    actor: Actor, offer: PlaceOffer, *, at: datetime, on_paper: bool = False
) -> Refused | None:
    """Turn the place down: it is free again, the other wishes go on."""
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, case, offer, at):
            return refused
        offer.ended_at = at
        move_offer(offer, "decline_place_offer")
        move_wish(offer.wish, "decline_place_offer")
        free_place(offer.group)
        remember(case, "decline_place_offer", actor, at=at, wish=offer.wish, on_paper=on_paper)
        tell_family(case, "offer_declined", actor=actor, at=at, facility=offer.wish.facility.name)
        tell_kita(offer, case, "place_freed", actor=actor, at=at)
        line.about(case.child_id, offer=offer.pk)
    return None
