"""The week of a facility beside the wished one: rows of equal days, and what is missing as sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from kidsapp.kernel.opening_hours import Span, Week, missing
from kidsapp.places.wording import days_text, duration, hours_text

EARLIEST, LATEST = 6 * 60, 18 * 60


@dataclass(frozen=True, slots=True)
class BandRow:
    """Equal days in a row: what is wished, open and missing, and the open hours in words."""

    days: tuple[int, ...]
    label: str
    wished: tuple[Span, ...]
    open: tuple[Span, ...]
    missing: tuple[Span, ...]
    hours: str

    def shortfall(self) -> str:
        """What is missing on these days as one sentence, or nothing."""
        if not self.missing:
            return ""
        facts = {"days": days_text(self.days), "time": duration(sum(gap.minutes for gap in self.missing))}
        return _shortfall(self) % facts


def band_rows(week: Week, wished: Week | None) -> list[BandRow]:
    """The wished days, or else the open ones; days in a row that are equal become one."""
    days = [(day, wished.on(day) if wished else (), week.on(day)) for day in sorted((wished or week).days)]
    return [_row(group) for group in _equal_days(days)]


def scale(rows: Iterable[BandRow]) -> tuple[int, int]:
    """First and last minute that a band has to show, in whole hours."""
    spans = [span for row in rows for span in (*row.open, *row.wished)]
    first = min((span.opens for span in spans), default=EARLIEST) // 60 * 60
    last = -(-max((span.closes for span in spans), default=LATEST) // 60) * 60
    return min(first, EARLIEST), max(last, LATEST)


_Day = tuple[int, tuple[Span, ...], tuple[Span, ...]]


def _equal_days(days: Sequence[_Day]) -> Iterator[list[_Day]]:
    run = enumerate(days)
    for _key, group in groupby(run, key=lambda found: (found[1][0] - found[0], found[1][1:])):
        yield [day for _number, day in group]


def _row(group: list[_Day]) -> BandRow:
    days = tuple(day for day, _wished, _open in group)
    _day, wished, spans = group[0]
    gaps = tuple(gap for wish in wished for gap in missing(wish, spans))
    return BandRow(days, days_text(days, "abbreviated"), wished, spans, gaps, hours_text(spans))


def _shortfall(row: BandRow) -> str:
    if not row.open:
        return gettext("%(days)s hat sie geschlossen.")
    if len(row.missing) == 1 and len(row.wished) == 1 and row.missing != row.wished:
        if row.missing[0].opens == row.wished[0].opens:
            return gettext("%(days)s öffnet sie %(time)s zu spät.")
        if row.missing[0].closes == row.wished[0].closes:
            return gettext("%(days)s schließt sie %(time)s zu früh.")
    if len(row.days) == 1:
        return gettext("%(days)s fehlen %(time)s.")
    return gettext("%(days)s fehlen %(time)s am Tag.")
