"""Opening hours of a row: a week, or unknown, with a warning where something was written."""

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.places.importing.cells import Cells, quoted
from kidsapp.places.importing.hours_text import minute_in, spans_of, week_of_days, week_of_text
from kidsapp.places.importing.mapping import WORKING_DAYS, HoursRule
from kidsapp.places.importing.refusals import ImportRefusal as Why

LONGEST = 500
"""More characters than that are no opening hours."""


def week_of(cells: Cells) -> Week | None:
    """The week as the mapping says it is written; nothing said is unknown, not closed."""
    rule = cells.mapping.hours
    if rule is None:
        return None
    written = [cells.column(column) if column else "" for column in rule.columns]
    if not any(written):
        return None
    readers = {"per_weekday": _per_weekday, "one_column": _one_column, "opens_closes": _opens_closes}
    is_short = all(len(text) <= LONGEST for text in written)
    is_said = not any(cells.is_said_unknown(column) for column in filter(None, rule.columns))
    week = readers[rule.written](rule, written) if is_short and is_said else None
    if week is None:
        _warn(cells, rule, written)
    return week


def _warn(cells: Cells, rule: HoursRule, written: list[str]) -> None:
    if rule.written == "per_weekday":
        written = [text for text in written if text and spans_of(text[:LONGEST]) is None]
    if any(written):
        cells.warn(Why.UNREADABLE_HOURS, target="opening", found=quoted(" ".join(filter(None, written))))
    else:
        cells.warn(Why.INCOMPLETE_HOURS, target="opening")


def _per_weekday(_rule: HoursRule, written: list[str]) -> Week | None:
    """A working day without hours makes the week unknown; Kitas are closed on a weekend that says nothing."""
    days: dict[int, tuple[Span, ...]] = {}
    for day, text in enumerate(written):
        spans = spans_of(text) if text else None
        if spans is None and (text or day in WORKING_DAYS):
            return None
        days[day] = spans or ()
    return week_of_days(days)


def _one_column(rule: HoursRule, written: list[str]) -> Week | None:
    return week_of_text(written[0], rule.days)


def _opens_closes(rule: HoursRule, written: list[str]) -> Week | None:
    opens, closes = (minute_in(text, rule.time) for text in written)
    if opens is None or closes is None or opens >= closes:
        return None
    return week_of_days(dict.fromkeys(rule.days, (Span(opens, closes),)))
