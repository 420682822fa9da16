"""How well a week of opening hours covers the wished times."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kidsapp.kernel.opening_hours import Span, Week, missing

TOLERATED_MINUTES = 120
"""Up to so much may be missing on the worst day for a week to fit in part.

With it the report of Soest comes out as printed (Monday 07:00 to 15:30, open from 08:30: in part), and so
does the picture of the search (07:00 to 16:30, open 08:00 to 12:30: not at all, though partly open).
"""


class Match(StrEnum):
    """How well the opening hours cover the wished times."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DayMatch:
    """One wished weekday (0 is Monday): what is wished, what is open, and what of the wish is not."""

    weekday: int
    wished: tuple[Span, ...]
    open: tuple[Span, ...]
    missing: tuple[Span, ...]

    @property
    def missing_minutes(self) -> int:
        """How many wished minutes are not open."""
        return sum(span.minutes for span in self.missing)

    @property
    def open_minutes(self) -> int:
        """How many wished minutes are open."""
        return sum(span.minutes for span in self.wished) - self.missing_minutes


@dataclass(frozen=True, slots=True)
class WeekMatch:
    """How well a week fits, and the wished days in order; without days where the hours are unknown."""

    kind: Match
    days: tuple[DayMatch, ...] = ()


def match(wished: Mapping[int, Span], opening: Week | None) -> Match:
    """How well a week covers the wished spans, one a day."""
    return week_match(Week({day: (span,) for day, span in wished.items()}), opening).kind


def week_match(wished: Week, opening: Week | None) -> WeekMatch:
    """How well the opening hours cover the wished times.

    *Unknown*: the opening hours are. *Full*: every wished minute is open (so nothing wished is full).
    *Partial*: some wished minute is open, and either at least one wished day is covered in full or on no
    wished day more than ``TOLERATED_MINUTES`` are missing. *None*: everything else.

    More opening hours never make it worse, nor does giving up wished time that is not open. Giving up a day
    that fits may: whoever wishes only for the closed hours finds nothing.
    """
    if opening is None:
        return WeekMatch(Match.UNKNOWN)
    days = tuple(_day(wished, opening, weekday) for weekday in sorted(wished.days) if wished.on(weekday))
    return WeekMatch(_kind(days), days)


def _day(wished: Week, opening: Week, weekday: int) -> DayMatch:
    spans, hours = wished.on(weekday), opening.on(weekday)
    return DayMatch(weekday, spans, hours, tuple(gap for span in spans for gap in missing(span, hours)))


def _kind(days: tuple[DayMatch, ...]) -> Match:
    if not any(day.missing for day in days):
        return Match.FULL
    if not any(day.open_minutes for day in days):
        return Match.NONE
    is_some_day_full = not all(day.missing for day in days)
    if is_some_day_full or max(day.missing_minutes for day in days) <= TOLERATED_MINUTES:
        return Match.PARTIAL
    return Match.NONE
