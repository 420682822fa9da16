"""What may be wished, accepted and offered, and why not; pure functions on values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.kernel.ages import Age, AgeBelow, AgeFrom
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.kernel.refusals import Refused

START_MONTH = 8
"""The kindergarten year runs from 1 August to 31 July (§ 1 III KiBiz)."""

FURTHEST_YEARS = 2
SETTLED = frozenset({WishState.DECLINED, WishState.ENDED})


@dataclass(frozen=True)
class Season:
    """The dates of one kindergarten year in one city."""

    year: int
    opens_on: date
    cut_off_on: date
    lower_wishes_open_on: date | None
    wishes_max: int
    answer_days: int

    @property
    def starts_on(self) -> date:
        """First day of the kindergarten year."""
        return date(self.year, START_MONTH, 1)


def kindergarten_year(day: date) -> int:
    """The calendar year in which the kindergarten year of a day began."""
    return day.year if day.month >= START_MONTH else day.year - 1


def season_of(year: int, settings: Mapping[str, Any]) -> Season:
    """The season of a kindergarten year from the city's dated settings (months and days as ``MM-DD``)."""
    lower = settings.get("childcare.lower_wishes_open")
    return Season(
        year=year,
        opens_on=_before_start(year, settings["childcare.registration_opens"]),
        cut_off_on=_before_start(year, settings["childcare.cut_off"]),
        lower_wishes_open_on=_before_start(year, lower) if lower else None,
        wishes_max=int(settings["childcare.wishes_max"]),
        answer_days=int(settings["childcare.answer_days"]),
    )


def _before_start(year: int, month_and_day: str) -> date:
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year if month < START_MONTH else year - 1, month, day)


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


def refusal_to_start(starts_on: date, *, today: date, season: Season) -> Refused | None:
    """Why a child may not be registered for this first day, or ``None``."""
    if starts_on <= today:
        return Refused(Why.START_IN_PAST, at_field="starts_on")
    if starts_on.year > today.year + FURTHEST_YEARS:
        return Refused(Why.START_TOO_FAR, {"years": FURTHEST_YEARS}, "starts_on")
    if today < season.opens_on:
        return Refused(Why.NOT_OPEN_YET, {"date": season.opens_on}, "starts_on")
    return None


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
class WishView:
    """A wish among the others of its pre-registration."""

    rank: int
    state: WishState
    above: tuple[WishState, ...]


def refusal_to_decide(
    wish: WishView, *, case: PreRegistrationState, season: Season, today: date
) -> Refused | None:
    """Why the Kita may not decide on this wish today, or ``None``."""
    if case is not PreRegistrationState.SUBMITTED or wish.state is not WishState.OPEN:
        return Refused(Why.WISH_NOT_OPEN)
    if today < season.cut_off_on:
        return Refused(Why.BEFORE_CUT_OFF, {"date": season.cut_off_on})
    if not is_wish_due(wish, season=season, today=today):
        return Refused(Why.WISH_ABOVE_OPEN)
    return None


def is_wish_due(wish: WishView, *, season: Season, today: date) -> bool:
    """Whether a wish is in play: the first at once, a lower one on its date or with those above settled."""
    opens_on = season.lower_wishes_open_on
    return all(state in SETTLED for state in wish.above) or (opens_on is not None and today >= opens_on)


@dataclass(frozen=True)
class GroupTerms:
    """A group's age bracket in months and its places."""

    name: str
    age_from_months: int
    age_until_months: int
    places: int
    promised: int


def refusal_to_promise(need: Need, group: GroupTerms) -> Refused | None:
    """Why a place in this group cannot be promised to the child, or ``None``."""
    months = age_in_months(need.born_on, on=need.starts_on)
    if not group.age_from_months <= months < group.age_until_months:
        return Refused(Why.NOT_IN_AGE_BRACKET, {"child": need.child_name, "group": group.name}, "group")
    if group.promised >= group.places:
        return Refused(Why.GROUP_FULL, {"group": group.name}, "group")
    return None


def refusal_to_answer(state: PlaceOfferState, *, answer_until: date, today: date) -> Refused | None:
    """Why the family can no longer answer the place offer, or ``None``."""
    if state is not PlaceOfferState.OFFERED:
        return Refused(Why.OFFER_NOT_OPEN)
    if today > answer_until:
        return Refused(Why.OFFER_EXPIRED, {"date": answer_until})
    return None


def answer_until(offered_on: date, *, season: Season) -> date:
    """The last day on which the family may answer an offer."""
    return offered_on + timedelta(days=season.answer_days)


def refusal_to_plan_group(
    places: int, *, promised: int, brackets: Iterable[tuple[int, int]]
) -> Refused | None:
    """Why a group may not have these places and age brackets (months), or ``None``."""
    if places < promised:
        return Refused(Why.FEWER_THAN_PROMISED, {"promised": promised}, "places")
    if any(begins >= ends for begins, ends in brackets):
        return Refused(Why.AGES_INVERTED, at_field="age_until")
    return None
