"""Rows as the values that the rules take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kidsapp.childcare.models import Contract, ContractTerm, Group, PreRegistration, Wish
from kidsapp.childcare.rules import (
    ContractView,
    GroupTerms,
    Need,
    Season,
    Terms,
    WishView,
    counts_as_late,
    kindergarten_year,
    refusal_to_change,
    season_of,
)
from kidsapp.childcare.states import WishState
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.places.models import Facility


def season_on(starts_on: date, settings: Mapping[str, Any]) -> Season:
    """The season of the kindergarten year in which the first day lies."""
    return season_of(kindergarten_year(starts_on), settings)


def terms_of(facility: Facility) -> Terms:
    """What a facility takes."""
    hours = frozenset(facility.hours_models)
    return Terms(
        facility.name,
        facility.age_from_months,
        facility.age_until_months,
        hours,
        facility.opens_on,
        facility.closes_on,
    )


def need_of(case: PreRegistration) -> Need:
    """What a family asked for."""
    return Need(case.child.given_name, case.child.born_on, case.starts_on, case.hours)


def group_terms(group: Group) -> GroupTerms:
    """A group's bracket and places."""
    begin, end = group.age_from_months, group.age_until_months
    return GroupTerms(group.name, begin, end, group.places, group.promised, group.hours)


def wish_view(wish: Wish, case: PreRegistration, season: Season) -> WishView:
    """A wish with the states of those above it, and how late it is by today's cut-off; one statement."""
    above = Wish.objects.filter(preregistration=case, rank__lt=wish.rank)
    states = tuple(WishState(state) for state in above.values_list("state", flat=True))
    return WishView(
        wish.rank, WishState(wish.state), states, is_late=late_today(case, season), is_urgent=case.is_urgent
    )


def late_today(case: PreRegistration, season: Season) -> bool:
    """Whether the case counts as a late arrival by today's cut-off."""
    return counts_as_late(season, is_marked=case.is_late, submitted_on=german_day(case.submitted_at))


def last_term(contract: Contract) -> ContractTerm:
    """What was recorded last for a contract."""
    found: ContractTerm = contract.terms.select_related("group").latest("valid_from", "pk")
    return found


def contract_view(contract: Contract, last: ContractTerm) -> ContractView:
    """A contract with its last recorded term."""
    return ContractView(
        facility=contract.offer.wish.facility.name,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        since=last.valid_from,
        hours=last.hours,
        group=last.group.public_id,
    )


def refusal_to_change_today(actor: Actor, case: PreRegistration) -> Refused | None:
    """Why the actor may not change or withdraw the case today; the youth office always may."""
    if actor.holds(Role.YOUTH_OFFICE):
        return None
    season = season_on(case.starts_on, settings_on(actor.today))
    return refusal_to_change(season, submitted_on=german_day(case.submitted_at), today=actor.today)
