"""A Kita accepts or declines a child, or puts it on its waiting list."""

from dataclasses import replace
from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_wish, remember, tell_family
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.commands.places import first_free_day, free_place, take_place
from kidsapp.childcare.models import Group, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.queries.terms import group_terms, need_of, season_on, wish_view
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.childcare.texts import DECLINE_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on


def accept_child(
    actor: Actor, wish: Wish, group_id: str, *, starts_on: date | None = None, at: datetime
) -> PlaceOffer | Refused:
    """Offer the child a place in a group; the place is held until the family answers.

    Without ``starts_on`` from the wished day on, or from today if that has passed.
    """
    with writing(actor, policy.accept_child, at=at) as line:
        case, wish = _locked(wish)
        policy.accept_child.demand(actor, wish)
        if refused := _refusal(actor, case, wish):
            return refused
        first_day = starts_on or rules.earliest_first_day(case.starts_on, today=actor.today)
        year = rules.year_of_place(case.starts_on, today=actor.today)
        group = Group.objects.filter(facility=wish.facility_id, year=year, public_id=group_id).first()
        if group is None:
            return Refused(Why.NO_GROUP, at_field="group")
        if refused := _refusal_of_place(actor, case, group, first_day):
            return refused
        offer = _write_offer(actor, wish, group, first_day, at)
        line.about(case.child_id, wish=wish.pk, offer=offer.pk)
        return offer


def _locked(wish: Wish) -> tuple[PreRegistration, Wish]:
    """The case first, then its wish: every command locks in this order."""
    case = locked_case(wish.preregistration_id)
    found = Wish.objects.select_related("facility").get(pk=wish.pk)
    found.preregistration = case
    return case, found


def _refusal(actor: Actor, case: PreRegistration, wish: Wish) -> Refused | None:
    season = season_on(case.starts_on, settings_on(actor.today))
    state = PreRegistrationState(case.state)
    view = wish_view(wish, case, season)
    return rules.refusal_to_decide(view, case=state, season=season, today=actor.today)


def _refusal_of_place(actor: Actor, case: PreRegistration, group: Group, first_day: date) -> Refused | None:
    """Why no place could be taken in the group from this day on; with no reason, it is taken."""
    need = replace(need_of(case), starts_on=first_day)
    refused = rules.refusal_to_first_day(first_day, wished=case.starts_on, today=actor.today)
    if refused := refused or rules.refusal_to_promise(need, group_terms(group)):
        return refused
    if not take_place(group):
        return Refused(Why.GROUP_FULL, {"group": group.name}, "group")
    if (free_on := first_free_day(group)) and first_day < free_on:
        free_place(group)
        return Refused(Why.GROUP_FULL_UNTIL, {"group": group.name, "date": free_on}, "starts_on")
    return None


def _write_offer(actor: Actor, wish: Wish, group: Group, first_day: date, at: datetime) -> PlaceOffer:
    case = wish.preregistration
    until = rules.answer_until(actor.today, season=season_on(case.starts_on, settings_on(actor.today)))
    offer: PlaceOffer = PlaceOffer.objects.create(
        wish=wish,
        group=group,
        answer_until=until,
        offered_at=at,
        starts_on=None if first_day == case.starts_on else first_day,
    )
    wish.decided_at = at
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
        wish.decline_reason, wish.decided_at = reason, at
        move_wish(wish, "decline_child")
        remember(case, "decline_child", actor, at=at, wish=wish)
        facts = {"facility": wish.facility.name, "reason": DECLINE_REASONS[reason]}
        tell_family(case, "declined", actor=actor, at=at, **facts)
        line.about(case.child_id, wish=wish.pk)
    return None


def put_on_waiting_list(actor: Actor, wish: Wish, *, at: datetime) -> Refused | None:
    """Keep the child in mind without a promise; its lower wishes come into play meanwhile."""
    with writing(actor, policy.put_on_waiting_list, at=at) as line:
        case, wish = _locked(wish)
        policy.put_on_waiting_list.demand(actor, wish)
        refused = _refusal(actor, case, wish)
        if refused := refused or rules.refusal_to_wait(WishState(wish.state)):
            return refused
        wish.decided_at = at
        move_wish(wish, "put_on_waiting_list")
        remember(case, "put_on_waiting_list", actor, at=at, wish=wish)
        tell_family(case, "waiting", actor=actor, at=at, facility=wish.facility.name)
        line.about(case.child_id, wish=wish.pk)
    return None
