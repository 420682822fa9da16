"""Rows as the values that the rules take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kidsapp.childcare.models import Group, PreRegistration, Wish
from kidsapp.childcare.rules import (
    GroupTerms,
    Need,
    Season,
    Terms,
    WishView,
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
    return Terms(facility.name, facility.age_from_months, facility.age_until_months, hours)


def need_of(case: PreRegistration) -> Need:
    """What a family asked for."""
    return Need(case.child.given_name, case.child.born_on, case.starts_on, case.hours)


def group_terms(group: Group) -> GroupTerms:
    """A group's bracket and places."""
    return GroupTerms(group.name, group.age_from_months, group.age_until_months, group.places, group.promised)


def wish_view(wish: Wish) -> WishView:
    """A wish with the states of those above it."""
    above = Wish.objects.filter(preregistration=wish.preregistration_id, rank__lt=wish.rank)
    states = tuple(WishState(state) for state in above.values_list("state", flat=True))
    return WishView(wish.rank, WishState(wish.state), states)


def refusal_to_change_today(actor: Actor, case: PreRegistration) -> Refused | None:
    """Why the actor may not change or withdraw the case today; the youth office always may."""
    if actor.holds(Role.YOUTH_OFFICE):
        return None
    season = season_on(case.starts_on, settings_on(actor.today))
    return refusal_to_change(season, submitted_on=german_day(case.submitted_at), today=actor.today)
