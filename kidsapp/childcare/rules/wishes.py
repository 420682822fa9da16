"""Which facility can take which child, and when a wish is in play."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.season import Season
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.kernel.ages import Age, AgeBelow, AgeFrom
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.kernel.refusals import Refused

SETTLED = frozenset({WishState.DECLINED, WishState.ENDED})
LETS_LOWER_THROUGH = SETTLED | {WishState.WAITING}
"""A waiting list without end must not hold up the wishes below it (decision 0010)."""

DECIDABLE = frozenset({WishState.OPEN, WishState.WAITING})


@dataclass(frozen=True)
class Need:
    """What a family asks for: a child, a first day, and hours a week."""

    child_name: str
    born_on: date
    starts_on: date
    hours: str


@dataclass(frozen=True)
class Terms:
    """What a facility takes: ages in months, from included, until excluded, ``None`` unknown; and hours."""

    facility: str
    age_from_months: int | None
    age_until_months: int | None
    hours_models: frozenset[str]
    opens_on: date | None = None
    closes_on: date | None = None


def refusal_to_wish(need: Need, terms: Terms) -> Refused | None:
    """Why this facility cannot take this child, or ``None``; what is unknown does not refuse."""
    months = age_in_months(need.born_on, on=need.starts_on)
    facts = {"child": need.child_name, "facility": terms.facility, "date": need.starts_on}
    begins, ends = terms.age_from_months, terms.age_until_months
    if begins is not None and months < begins:
        told = {"ages": AgeFrom(begins), "age": _age_beside(begins, months)}
        return Refused(Why.TOO_YOUNG, {**facts, **told}, "wishes")
    if ends is not None and months >= ends:
        told = {"ages": AgeBelow(ends), "age": _age_beside(ends, months)}
        return Refused(Why.TOO_OLD, {**facts, **told}, "wishes")
    if terms.hours_models and need.hours not in terms.hours_models:
        return Refused(Why.HOURS_NOT_OFFERED, facts, "hours")
    return _refusal_of_days(need, terms, facts)


def _refusal_of_days(need: Need, terms: Terms, facts: dict[str, Any]) -> Refused | None:
    if terms.opens_on and need.starts_on < terms.opens_on:
        return Refused(Why.OPENS_LATER, {**facts, "opens": terms.opens_on}, "wishes")
    if terms.closes_on and need.starts_on > terms.closes_on:
        return Refused(Why.CLOSES_BEFORE, {**facts, "closes": terms.closes_on}, "wishes")
    return None


def _age_beside(limit: int, months: int) -> Age:
    """The age as people say it: in whole years where the limit is one."""
    is_in_years = not limit % MONTHS_A_YEAR and months >= MONTHS_A_YEAR
    return Age(months - months % MONTHS_A_YEAR if is_in_years else months)


def refusal_to_rank(facility_ids: Sequence[int], *, wishes_max: int) -> Refused | None:
    """Why these wishes, best first, are not a list, or ``None``."""
    if not facility_ids:
        return Refused(Why.NO_WISH, at_field="wishes")
    if len(facility_ids) > wishes_max:
        return Refused(Why.TOO_MANY_WISHES, {"most": wishes_max}, "wishes")
    if len(set(facility_ids)) < len(facility_ids):
        return Refused(Why.WISH_TWICE, at_field="wishes")
    return None


@dataclass(frozen=True)
class RankedWish:
    """A wish as it stands before the family changes its list."""

    facility: str
    state: WishState

    @property
    def may_go(self) -> bool:
        """Whether the family may still take it off the list; what was offered or settled stays."""
        return self.state in DECIDABLE


def ranks_after_change(before: Sequence[RankedWish], wanted: Sequence[str]) -> tuple[str, ...]:
    """The whole list, best first: as wanted, and what may not go at its old place, even if not named."""
    order = list(dict.fromkeys(wanted))
    for place, wish in enumerate(before):
        if wish.facility not in order and not wish.may_go:
            order.insert(min(place, len(order)), wish.facility)
    return tuple(order)


def live_after_change(before: Sequence[RankedWish], wanted: Sequence[str]) -> tuple[str, ...]:
    """The wishes that count against the city's number: new ones and those not settled."""
    settled = {wish.facility for wish in before if wish.state in SETTLED}
    return tuple(facility for facility in ranks_after_change(before, wanted) if facility not in settled)


@dataclass(frozen=True)
class WishView:
    """A wish among the others of its pre-registration; late as ``counts_as_late`` says."""

    rank: int
    state: WishState
    above: tuple[WishState, ...]
    is_late: bool = False
    is_urgent: bool = False


def refusal_to_decide(
    wish: WishView, *, case: PreRegistrationState, season: Season, today: date
) -> Refused | None:
    """Why the Kita may neither accept nor decline this wish today, or ``None``."""
    if refused := refusal_of_state(wish.state, case=case):
        return refused
    if today < season.cut_off_on:
        return Refused(Why.BEFORE_CUT_OFF, {"date": season.cut_off_on})
    if waits_for_second_round(wish, season=season, today=today):
        return Refused(Why.SECOND_ROUND_LATER, {"date": season.second_round_on})
    if not is_wish_due(wish, season=season, today=today):
        return Refused(Why.WISH_ABOVE_OPEN)
    return None


def refusal_of_state(wish: WishState, *, case: PreRegistrationState) -> Refused | None:
    """Why a Kita has nothing (more) to decide about this wish, whatever the day, or ``None``."""
    if case is PreRegistrationState.WITHDRAWN:
        return Refused(Why.CASE_WITHDRAWN)
    is_open = case is PreRegistrationState.SUBMITTED and wish in DECIDABLE
    return None if is_open else Refused(Why.WISH_NOT_OPEN)


def is_wish_due(wish: WishView, *, season: Season, today: date) -> bool:
    """Whether a wish is in play.

    The first is from the cut-off on (or a day before it that the city names), a lower one on the city's date
    or when no wish above is still open or offered; those of a late arrival come with the second round.
    """
    if today < season.wishes_seen_from:
        return False
    if waits_for_second_round(wish, season=season, today=today):
        return False
    opens_on = season.lower_wishes_open_on
    is_free = all(state in LETS_LOWER_THROUGH for state in wish.above)
    return is_free or (opens_on is not None and today >= opens_on)


def waits_for_second_round(wish: WishView, *, season: Season, today: date) -> bool:
    """Whether a late arrival is not in play yet; a child in need of a place at once never waits."""
    return wish.is_late and not wish.is_urgent and today < season.second_round_on


def refusal_to_wait(state: WishState) -> Refused | None:
    """Why a wish that may be decided cannot go on the waiting list, or ``None``."""
    return None if state is WishState.OPEN else Refused(Why.ALREADY_WAITING)
