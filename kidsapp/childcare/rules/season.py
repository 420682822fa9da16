"""The dates of a kindergarten year, and whether a child may be registered for a first day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.kernel.refusals import Refused

START_MONTH = 8
"""The kindergarten year runs from 1 August to 31 July (§ 1 III KiBiz)."""

FURTHEST_YEARS = 2


@dataclass(frozen=True)
class Season:
    """The dates of one kindergarten year in one city."""

    year: int
    opens_on: date
    cut_off_on: date
    wishes_seen_from: date
    lower_wishes_open_on: date | None
    second_round_on: date
    closes_on: date
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
    cut_off_on = _before_start(year, settings["childcare.cut_off"])
    seen = settings.get("childcare.wishes_seen_from")
    return Season(
        year=year,
        opens_on=_before_start(year, settings["childcare.registration_opens"]),
        cut_off_on=cut_off_on,
        wishes_seen_from=min(_before_start(year, seen), cut_off_on) if seen else cut_off_on,
        lower_wishes_open_on=_before_start(year, lower) if lower else None,
        second_round_on=_before_start(year, settings["childcare.second_round"]),
        closes_on=_before_start(year, settings["childcare.round_closes"]),
        wishes_max=int(settings["childcare.wishes_max"]),
        answer_days=int(settings["childcare.answer_days"]),
    )


def coming_year(today: date, settings: Mapping[str, Any]) -> int:
    """The kindergarten year that is being prepared: the next one as soon as its registration has opened."""
    this_year = kindergarten_year(today)
    return this_year + 1 if season_of(this_year + 1, settings).opens_on <= today else this_year


def _before_start(year: int, month_and_day: str) -> date:
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year if month < START_MONTH else year - 1, month, day)


def refusal_to_start(starts_on: date, *, today: date, season: Season) -> Refused | None:
    """Why a child may not be registered for this first day, or ``None``."""
    if starts_on <= today:
        return Refused(Why.START_IN_PAST, at_field="starts_on")
    if starts_on.year > today.year + FURTHEST_YEARS:
        return Refused(Why.START_TOO_FAR, {"years": FURTHEST_YEARS}, "starts_on")
    if today < season.opens_on:
        return Refused(Why.NOT_OPEN_YET, {"date": season.opens_on}, "starts_on")
    return None


def is_late(season: Season, *, today: date) -> bool:
    """Whether a pre-registration of today comes after the season's cut-off; it is taken all the same."""
    return today >= season.cut_off_on


def counts_as_late(season: Season, *, is_marked: bool, submitted_on: date) -> bool:
    """Whether a case waits for the second round: it came after the cut-off then in force and after today's.

    So a city that moves its cut-off in mid-season makes nobody late who was in time.
    """
    return is_marked and submitted_on >= season.cut_off_on


def is_second_round(season: Season, *, submitted_on: date, today: date) -> bool:
    """Whether free places are open to the family now: from the second round on, as long as it may change."""
    refused = refusal_to_change(season, submitted_on=submitted_on, today=today)
    return refused is None and today >= season.second_round_on


def refusal_to_change(season: Season, *, submitted_on: date, today: date) -> Refused | None:
    """Why the family may not change or withdraw any more, or ``None``.

    A round binds those who took part in it: who came after its close (moved in, urgent) may change on.
    """
    if submitted_on <= season.closes_on < today:
        return Refused(Why.ROUND_CLOSED, {"date": season.closes_on})
    return None


def first_start_at_age(born_on: date, *, months: int) -> date:
    """The first day of a month on which the child has completed these months of life."""
    day = _month_later(born_on, months)
    return day if age_in_months(born_on, on=day) >= months else _month_later(day, 1)


def _month_later(day: date, months: int) -> date:
    whole = day.year * MONTHS_A_YEAR + day.month - 1 + months
    return date(whole // MONTHS_A_YEAR, whole % MONTHS_A_YEAR + 1, 1)
