"""Rows as the values that the rules take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kidsapp.childcare.models import Group, PreRegistration, Wish
from kidsapp.childcare.rules import GroupTerms, Need, Season, Terms, WishView, kindergarten_year, season_of
from kidsapp.childcare.states import WishState
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
