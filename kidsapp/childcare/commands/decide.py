"""A Kita accepts or declines a child."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_wish, remember, tell_family
from kidsapp.childcare.commands.places import take_place
from kidsapp.childcare.models import Group, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.queries.terms import group_terms, need_of, season_on, wish_view
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.childcare.texts import DECLINE_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on


def accept_child(actor: Actor, wish: Wish, group_id: str, *, at: datetime) -> PlaceOffer | Refused:
    """Offer the child a place in a group; the place is held until the family answers."""
    with writing(actor, policy.accept_child, at=at) as line:
        case, wish = _locked(wish)
        policy.accept_child.demand(actor, wish)
        if refused := _refusal(actor, case, wish):
            return refused
        group = Group.objects.filter(facility=wish.facility_id, year=case.year, public_id=group_id).first()
        if group is None:
            return Refused(Why.NO_GROUP, at_field="group")
        if refused := rules.refusal_to_promise(need_of(case), group_terms(group)):
            return refused
        if not take_place(group):
            return Refused(Why.GROUP_FULL, {"group": group.name}, "group")
        offer = _write_offer(actor, case, wish, group, at)
        line.about(case.child_id, wish=wish.pk, offer=offer.pk)
        return offer


def _locked(wish: Wish) -> tuple[PreRegistration, Wish]:
    """The case first, then its wish: every command locks in this order."""
    cases = PreRegistration.objects.select_for_update(of=("self",)).select_related("child")
    case = cases.get(pk=wish.preregistration_id)
    return case, Wish.objects.select_related("facility").get(pk=wish.pk)


def _refusal(actor: Actor, case: PreRegistration, wish: Wish) -> Refused | None:
    season = season_on(case.starts_on, settings_on(actor.today))
    state = PreRegistrationState(case.state)
    return rules.refusal_to_decide(wish_view(wish), case=state, season=season, today=actor.today)


def _write_offer(actor: Actor, case: PreRegistration, wish: Wish, group: Group, at: datetime) -> PlaceOffer:
    season = season_on(case.starts_on, settings_on(actor.today))
    until = rules.answer_until(actor.today, season=season)
    offer: PlaceOffer = PlaceOffer.objects.create(wish=wish, group=group, answer_until=until, offered_at=at)
    move_wish(wish, "accept_child")
    remember(case, "accept_child", actor, at=at, wish=wish)
    facts = {"facility": wish.facility.name, "date": until.isoformat()}
    tell_family(case, "place_offered", actor=actor, at=at, **facts)
    return offer


def decline_child(actor: Actor, wish: Wish, reason: str, *, at: datetime) -> Refused | None:
    """Decline with a reason that the family reads; its other wishes go on."""
    with writing(actor, policy.decline_child, at=at) as line:
        case, wish = _locked(wish)
        policy.decline_child.demand(actor, wish)
        if reason not in DECLINE_REASONS:
            return Refused(Why.NO_REASON, at_field="reason")
        if refused := _refusal(actor, case, wish):
            return refused
        wish.decline_reason = reason
        move_wish(wish, "decline_child")
        remember(case, "decline_child", actor, at=at, wish=wish)
        facts = {"facility": wish.facility.name, "reason": DECLINE_REASONS[reason]}
        tell_family(case, "declined", actor=actor, at=at, **facts)
        line.about(case.child_id, wish=wish.pk)
    return None
