"""On which days the demonstration's season plays, so that it is in full swing whenever it is made; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SEASON = 100
"""Days from the opening of the registration to today."""
SINCE_CUT_OFF, TO_SECOND_ROUND, TO_CLOSE = 40, 25, 60
SHORTEST = 45
"""From that day of a kindergarten year on, its successor's season is long enough to be shown."""
ANSWER_DAYS, FEWEST_ANSWER_DAYS = 14, 6
NOTICE = 70
A_YEAR = timedelta(days=365)
AUGUST = 8
LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class DemoSeason:
    """The season of a kindergarten year, seen from the day on which the demonstration is made.

    Registration for a year opens on 1 August before it at the earliest. So early in a kindergarten year the
    demonstration plays the end of the season for the year itself, and then, up to November, a shorter one.
    """

    today: date

    @property
    def begins_on(self) -> date:
        """The first day of the running kindergarten year."""
        return date(self.today.year - (self.today.month < AUGUST), AUGUST, 1)

    @property
    def year(self) -> int:
        """The kindergarten year whose places are given out."""
        return self.begins_on.year + (0 if self._is_too_early else 1)

    @property
    def _is_too_early(self) -> bool:
        return (self.today - self.begins_on).days < SHORTEST

    @property
    def scale(self) -> float:
        """How much shorter than usual the season has been, at most 1."""
        return 1 if self._is_too_early else min(1, (self.today - self.begins_on).days / SEASON)

    @property
    def starts_on(self) -> date:
        """The usual first day of a child: that of the year, or of a month that is far enough off."""
        first = date(self.year, AUGUST, 1)
        return (
            first if first >= self.today + timedelta(NOTICE) else month_after(self.today + timedelta(NOTICE))
        )

    @property
    def opens_on(self) -> date:
        """Registration opens."""
        return of_every_year(self.day(-SEASON))

    @property
    def cut_off_on(self) -> date:
        """The Kitas begin to decide."""
        return of_every_year(min(self.day(-SINCE_CUT_OFF), self._last))

    @property
    def second_round_on(self) -> date:
        """Late arrivals come into play."""
        return of_every_year(min(self.day(TO_SECOND_ROUND), self._last))

    @property
    def closes_on(self) -> date:
        """Families change and withdraw up to here."""
        return of_every_year(min(self.day(TO_CLOSE), self._last))

    @property
    def _last(self) -> date:
        return date(self.year, AUGUST, 1) - timedelta(1)

    def day(self, offset: int, *, years_ago: int = 0) -> date:
        """The day so many days of an unshortened season away from today, or in the season of years ago."""
        return self.today - years_ago * A_YEAR + timedelta(round(offset * self.scale))

    def settings(self) -> Mapping[str, Any]:
        """The demonstration's own dates, by key."""
        days = {
            "childcare.registration_opens": self.opens_on,
            "childcare.cut_off": self.cut_off_on,
            "childcare.second_round": self.second_round_on,
            "childcare.round_closes": self.closes_on,
        }
        return {
            **{key: f"{day:%m-%d}" for key, day in days.items()},
            "childcare.answer_days": max(round(ANSWER_DAYS * self.scale), FEWEST_ANSWER_DAYS),
            "childcare.second_guardian_agrees": True,
        }


def of_every_year(day: date) -> date:
    """The day, or 28 February: a setting names a day that each year has."""
    return day - timedelta(1) if (day.month, day.day) == LEAP_DAY else day


def month_after(day: date, months: int = 1) -> date:
    """The first of a month after this day: the next one, or so many later."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
