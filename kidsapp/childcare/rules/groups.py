"""Places of a group: what may be promised, and what may be planned."""

from collections.abc import Iterable
from dataclasses import dataclass

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.wishes import Need
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused


@dataclass(frozen=True)
class GroupTerms:
    """A group's age bracket in months and its places."""

    name: str
    age_from_months: int
    age_until_months: int
    places: int
    promised: int
    hours: str = ""


def refusal_to_promise(need: Need, group: GroupTerms) -> Refused | None:
    """Why a place in this group cannot be promised to the child, or ``None``."""
    months = age_in_months(need.born_on, on=need.starts_on)
    if not group.age_from_months <= months < group.age_until_months:
        return Refused(Why.NOT_IN_AGE_BRACKET, {"child": need.child_name, "group": group.name}, "group")
    if group.promised >= group.places:
        return Refused(Why.GROUP_FULL, {"group": group.name}, "group")
    return None


def refusal_to_plan_group(
    places: int, *, promised: int, brackets: Iterable[tuple[int, int]]
) -> Refused | None:
    """Why a group may not have these places and age brackets (months), or ``None``."""
    if places < promised:
        return Refused(Why.FEWER_THAN_PROMISED, {"promised": promised}, "places")
    if any(begins >= ends for begins, ends in brackets):
        return Refused(Why.AGES_INVERTED, at_field="age_until_years")
    return None
