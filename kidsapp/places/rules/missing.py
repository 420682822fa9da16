"""What of the wished times is missing: equal days together, and one sentence for each group of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from kidsapp.kernel.opening_hours import Span
from kidsapp.kernel.texts import message
from kidsapp.places.rules.match import DayMatch, WeekMatch


class MissingKind(Enum):
    """How a day falls short of the wish; the values are German texts, translated where they are shown."""

    OPENS_LATE = message("%(days)s öffnet sie %(time)s zu spät.")
    CLOSES_EARLY = message("%(days)s schließt sie %(time)s zu früh.")
    CLOSED = message("%(days)s hat sie geschlossen.")
    GAP = message("%(days)s fehlen %(time)s.")
    GAP_EACH_DAY = message("%(days)s fehlen %(time)s am Tag.")


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Weekdays in a row with the same wish and the same opening hours."""

    days: tuple[int, ...]
    wished: tuple[Span, ...]
    open: tuple[Span, ...]
    missing: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """How a group of days falls short, and by how many minutes a day."""

    kind: MissingKind
    days: tuple[int, ...]
    minutes: int


def equal_days_merged(days: Sequence[DayMatch]) -> tuple[DayGroup, ...]:
    """The days as groups of equal ones that follow each other, as in "Mo-Do, Fr"."""
    return tuple(_group(run) for run in _runs(days))


def _runs(days: Sequence[DayMatch]) -> Iterator[list[DayMatch]]:
    numbered = enumerate(days)
    for _key, run in groupby(numbered, key=lambda n: (n[1].weekday - n[0], n[1].wished, n[1].open)):
        yield [day for _number, day in run]


def _group(run: list[DayMatch]) -> DayGroup:
    return DayGroup(tuple(day.weekday for day in run), run[0].wished, run[0].open, run[0].missing)


def what_is_missing(found: WeekMatch) -> tuple[Missing, ...]:
    """How each group of days falls short; nothing where all is open or the hours are unknown."""
    groups = (group for group in equal_days_merged(found.days) if group.missing)
    return tuple(shortfall(group) for group in groups)


def shortfall(group: DayGroup) -> Missing:
    """How a group of days falls short that lacks something."""
    return Missing(_kind(group), group.days, sum(span.minutes for span in group.missing))


def _kind(group: DayGroup) -> MissingKind:
    if not group.open:
        return MissingKind.CLOSED
    if len(group.missing) == 1 and len(group.wished) == 1 and group.missing != group.wished:
        if group.missing[0].opens == group.wished[0].opens:
            return MissingKind.OPENS_LATE
        if group.missing[0].closes == group.wished[0].closes:
            return MissingKind.CLOSES_EARLY
    return MissingKind.GAP if len(group.days) == 1 else MissingKind.GAP_EACH_DAY
