"""A place offer before its answer: the family is reminded, the Kita extends or takes back, the day passes."""

from datetime import date, datetime

from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.commands import record, writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_offer, move_wish, remember, tell_family
from kidsapp.childcare.commands.locks import locked_offer
from kidsapp.childcare.commands.places import free_place
from kidsapp.childcare.commands.release import tell_kita, tell_office
from kidsapp.childcare.models import PlaceOffer, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.texts import RETRACT_GROUNDS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.people.queries import guardians_of
from kidsapp.people.queries.take_over import gets_letters


def extend_place_offer(actor: Actor, offer: PlaceOffer, until: date, *, at: datetime) -> Refused | None:
    """Give the family more time; as often as the Kita likes, always later, at most up to the first day."""
    with writing(actor, policy.extend_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.extend_place_offer.demand(actor, offer)
        refused = rules.refusal_to_extend(
            PlaceOfferState(offer.state),
            answer_until=offer.answer_until,
            wanted=until,
            first_day=offer.first_day,
            today=actor.today,
        )
        if refused:
            return refused
        offer.answer_until, offer.extended_at, offer.reminded_at = until, at, None
        offer.save(update_fields=["answer_until", "extended_at", "reminded_at"])
        move_offer(offer, "extend_place_offer")
        remember(case, "extend_place_offer", actor, at=at, wish=offer.wish)
        facts = {"facility": offer.wish.facility.name, "date": until.isoformat()}
        tell_family(case, "offer_extended", actor=actor, at=at, **facts)
        line.about(case.child_id, offer=offer.pk)
    return None


def retract_place_offer(actor: Actor, offer: PlaceOffer, ground: str, *, at: datetime) -> Refused | None:
    """Take the offer back on a ground that family and office read; the child waits on the Kita's list."""
    with writing(actor, policy.retract_place_offer, at=at) as line:
        case, offer = locked_offer(offer)
        policy.retract_place_offer.demand(actor, offer)
        if ground not in RETRACT_GROUNDS:
            return Refused(Why.NO_RETRACT_GROUND, at_field="ground")
        if refused := rules.refusal_to_retract(PlaceOfferState(offer.state)):
            return refused
        offer.withdraw_reason = ground
        _end(case, offer, "retract_place_offer", actor, at)
        facts = {"facility": offer.wish.facility.name, "reason": RETRACT_GROUNDS[ground]}
        tell_family(case, "offer_retracted", actor=actor, at=at, **facts)
        tell_office(case, "offer_retracted_for_office", actor=actor, at=at, **facts)
        line.about(case.child_id, offer=offer.pk)
    return None


def _end(case: PreRegistration, offer: PlaceOffer, act: str, actor: Actor, at: datetime) -> None:
    offer.ended_at = at
    move_offer(offer, act)
    move_wish(offer.wish, act)
    free_place(offer.group)
    remember(case, act, actor, at=at, wish=offer.wish)


def nobody(today: date) -> Actor:
    """The system, which acts when a day has passed: in the city in scope, without account and roles."""
    return Actor(current_municipality_id(), today)


def _demand_system(actor: Actor, name: str) -> None:
    if actor.account_id is not None or actor.held:
        raise NotPermitted(name)


def expire_place_offer(actor: Actor, offer: PlaceOffer, *, at: datetime) -> bool:
    """End an offer whose last day has passed and free its place; ``False`` when that is not so (any more)."""
    _demand_system(actor, policy.expire_place_offer.name)
    with writing(actor, policy.expire_place_offer, at=at):
        case, offer = locked_offer(offer)
        state = PlaceOfferState(offer.state)
        if not rules.is_expired(state, answer_until=offer.answer_until, today=actor.today):
            return False
        expire(case, offer, today=actor.today, at=at)
    return True


def expire(case: PreRegistration, offer: PlaceOffer, *, today: date, at: datetime) -> None:
    """Free the place of an offer whose day has passed, tell family and Kita; inside another act's lock."""
    system = nobody(today)
    record(system, policy.expire_place_offer, at=at, children=[case.child_id], offer=offer.pk)
    _end(case, offer, "expire_place_offer", system, at)
    facts = {"date": offer.answer_until.isoformat()}
    tell_family(case, "offer_expired", actor=system, at=at, facility=offer.wish.facility.name, **facts)
    tell_kita(offer, case, "no_answer", actor=system, at=at, **facts)


def remind_family(actor: Actor, offer: PlaceOffer, *, at: datetime) -> bool:
    """Remind a family that has not answered, once for each last day; ``False`` when it is not due."""
    _demand_system(actor, policy.remind_family.name)
    with writing(actor, policy.remind_family, at=at) as line:
        case, offer = locked_offer(offer)
        if offer.state != PlaceOfferState.OFFERED or offer.reminded_at or not _is_due(actor, case, offer):
            return False
        offer.reminded_at = at
        offer.save(update_fields=["reminded_at"])
        facts = {"facility": offer.wish.facility.name, "date": offer.answer_until.isoformat()}
        tell_family(case, "offer_reminder", actor=actor, at=at, **facts)
        line.about(case.child_id, offer=offer.pk)
    return True


def _is_due(actor: Actor, case: PreRegistration, offer: PlaceOffer) -> bool:
    days = int(settings_on(actor.today)["childcare.reminder_days"])
    guardians = guardians_of([case.child_id], today=actor.today)
    is_on_paper = any(gets_letters(account) for account in guardians)
    return rules.is_reminder_due(
        offer.answer_until,
        offered_on=german_day(offer.extended_at or offer.offered_at),
        days_before=rules.days_to_remind(days, is_on_paper=is_on_paper),
        today=actor.today,
    )
