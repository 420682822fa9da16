"""A family accepts or declines a place offer."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_case, move_offer, move_wish, remember, tell_family
from kidsapp.childcare.commands.places import free_place
from kidsapp.childcare.commands.release import end_wishes, tell_kita
from kidsapp.childcare.models import Contract, ContractTerm, PlaceOffer, PreRegistration
from kidsapp.childcare.queries.concerns import has_open_custody_concern
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused


def accept_place_offer(actor: Actor, offer: PlaceOffer, *, at: datetime) -> Contract | Refused:
    """Take the place: the contract is recorded, the other wishes end and free their places, all at once."""
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = _locked(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, offer) or _refusal_while_unsettled(case):
            return refused
        contract = _conclude(actor, case, offer, at)
        line.about(case.child_id, offer=offer.pk, contract=contract.pk)
        return contract


def _locked(offer: PlaceOffer) -> tuple[PreRegistration, PlaceOffer]:
    case_id = offer.wish.preregistration_id
    case = PreRegistration.objects.select_for_update(of=("self",)).select_related("child").get(pk=case_id)
    return case, PlaceOffer.objects.select_related("wish__facility", "group").get(pk=offer.pk)


def _refusal(actor: Actor, offer: PlaceOffer) -> Refused | None:
    state = PlaceOfferState(offer.state)
    return rules.refusal_to_answer(state, answer_until=offer.answer_until, today=actor.today)


def _refusal_while_unsettled(case: PreRegistration) -> Refused | None:
    """While the youth office settles who decides for the child, nobody binds it."""
    return Refused(Why.CUSTODY_UNSETTLED) if has_open_custody_concern(case) else None


def _conclude(actor: Actor, case: PreRegistration, offer: PlaceOffer, at: datetime) -> Contract:
    contract: Contract = Contract.objects.create(
        preregistration=case, offer=offer, starts_on=case.starts_on, hours=case.hours, concluded_at=at
    )
    ContractTerm.objects.create(
        contract=contract, valid_from=case.starts_on, hours=case.hours, group=offer.group, recorded_at=at
    )
    move_offer(offer, "accept_place_offer")
    move_wish(offer.wish, "accept_place_offer")
    end_wishes(case, actor=actor, at=at, but_for=offer.wish)
    move_case(case, "accept_place_offer")
    remember(case, "accept_place_offer", actor, at=at, wish=offer.wish)
    first_day = case.starts_on.isoformat()
    tell_family(case, "placed", actor=actor, at=at, facility=offer.wish.facility.name, date=first_day)
    tell_kita(offer, case, "place_taken", actor=actor, at=at, date=first_day)
    return contract


def decline_place_offer(actor: Actor, offer: PlaceOffer, *, at: datetime) -> Refused | None:
    """Turn the place down: it is free again, the other wishes go on."""
    with writing(actor, policy.answer_place_offer, at=at) as line:
        case, offer = _locked(offer)
        policy.answer_place_offer.demand(actor, offer)
        if refused := _refusal(actor, offer):
            return refused
        move_offer(offer, "decline_place_offer")
        move_wish(offer.wish, "decline_place_offer")
        free_place(offer.group)
        remember(case, "decline_place_offer", actor, at=at, wish=offer.wish)
        tell_family(case, "offer_declined", actor=actor, at=at, facility=offer.wish.facility.name)
        tell_kita(offer, case, "place_freed", actor=actor, at=at)
        line.about(case.child_id, offer=offer.pk)
    return None
