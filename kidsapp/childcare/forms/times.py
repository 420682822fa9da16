"""Wanted times per weekday: Monday to Friday at once, or each day by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from kidsapp.childcare.forms.steps import StepForm
from kidsapp.kernel.opening_hours import Week
from kidsapp.page.jinja import weekday
from kidsapp.places.forms.fields import WEEKDAY_KEYS, MinuteField, MinuteInput, span_of

WORKDAYS = "weekdays"
TIME_NAMES = tuple(f"{key}_{end}" for key in (WORKDAYS, *WEEKDAY_KEYS) for end in ("from", "until"))
_TIME = MinuteInput()


class WeekTimes(StepForm):
    """The part of a step that asks for times; fields exist only for what was typed, since each costs time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Read the days that were typed."""
        super().__init__(*args, **options)
        for name, day in self.days():
            begin, end = f"{name}_from", f"{name}_until"
            if self.given(begin) or self.given(end):
                self.fields[begin] = MinuteField(label=gettext("%(day)s ab") % {"day": day})
                self.fields[end] = MinuteField(label=gettext("%(day)s bis") % {"day": day})

    def days(self) -> Iterator[tuple[str, str]]:
        """Monday to Friday together, then every weekday by itself: key and name."""
        yield WORKDAYS, gettext("%(first)s bis %(last)s") % {"first": weekday(0), "last": weekday(4)}
        yield from ((key, weekday(number)) for number, key in enumerate(WEEKDAY_KEYS))

    def given(self, name: str) -> str:
        """What was typed into a field of time."""
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        return str(source.get(name) or "")

    def typed(self, name: str) -> str:
        """The same as it goes back into the page."""
        return _TIME.format_value(self.given(name)) or ""

    def has_single_days(self) -> bool:
        """Whether a day was typed by itself."""
        return any(self.given(name) for name in TIME_NAMES if not name.startswith(WORKDAYS))

    def week(self) -> Week | None:
        """The wanted week; a day of its own goes before Monday to Friday; nothing typed is ``None``."""
        spans = {name: span_of(self, name) for name, _day in self.days()}
        every = spans.pop(WORKDAYS)
        found = [
            (number, span)
            for number, key in enumerate(WEEKDAY_KEYS)
            if (span := spans[key] or (every if key in WEEKDAY_KEYS[:5] else None))
        ]
        return Week.of((number, span.opens, span.closes) for number, span in found) if found else None
