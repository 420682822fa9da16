"""The week of a facility beside the wished one: rows of equal days, and what is missing as sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext
from markupsafe import Markup

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.page.render import template
from kidsapp.places.rules import DayGroup, DayMatch, WeekMatch, equal_days_merged, what_is_missing
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


def rows_of_match(found: WeekMatch) -> list[BandRow]:
    """The wished days; days in a row that are equal become one."""
    return [_row(group) for group in equal_days_merged(found.days)]


def rows_of_week(week: Week) -> Sequence[BandRow]:
    """The open days, where nothing is wished."""
    return _rows_of_week(tuple(sorted(week.days.items())), get_language() or "de")


@lru_cache(4096)
def _rows_of_week(days: tuple[tuple[int, tuple[Span, ...]], ...], _language: str) -> tuple[BandRow, ...]:
    groups = equal_days_merged([DayMatch(weekday, (), spans, ()) for weekday, spans in days])
    return tuple(_row(group) for group in groups)


def shortfalls(found: WeekMatch) -> list[str]:
    """What is missing of the wished times, one sentence for each group of equal days."""
    return [
        gettext(short.kind.value) % {"days": days_text(short.days), "time": duration(short.minutes)}
        for short in what_is_missing(found)
    ]


def scale(rows: Iterable[BandRow]) -> tuple[int, int]:
    """First and last minute that a band has to show, in whole hours."""
    spans = [span for row in rows for span in (*row.open, *row.wished)]
    first = min((span.opens for span in spans), default=EARLIEST) // 60 * 60
    last = -(-max((span.closes for span in spans), default=LATEST) // 60) * 60
    return min(first, EARLIEST), max(last, LATEST)


def drawn(rows: Sequence[BandRow], band: tuple[int, int]) -> Markup:
    """The rows as the week band of the look; equal weeks are drawn once: a city has few different ones."""
    return _drawn(tuple(rows), band, get_language() or "de")


@lru_cache(4096)
def _drawn(rows: tuple[BandRow, ...], band: tuple[int, int], _language: str) -> Markup:
    return Markup(template("page/ui/panels.html").module.week_band(rows, *band))  # noqa: S704 (made by our macro)


def _row(group: DayGroup) -> BandRow:
    label = days_text(group.days, "abbreviated")
    return BandRow(group.days, label, group.wished, group.open, group.missing, hours_text(group.open))
