"""Opening hours of a week as one column: which minutes of the week a place is open."""

import re
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kidsapp.kernel.opening_hours import MINUTES_A_DAY, Week

_RANGE = re.compile(r"\[(\d+),(\d+)\)")


@lru_cache(4096)
def week_of_ranges(text: str) -> Week:
    """A week from ``{[420,990),[1860,2430)}``, minutes since Monday midnight; days are split at midnight."""
    spans = []
    for begin, end in ((int(found[1]), int(found[2])) for found in _RANGE.finditer(text)):
        for day in range(begin // MINUTES_A_DAY, (end - 1) // MINUTES_A_DAY + 1):
            midnight = day * MINUTES_A_DAY
            spans.append((day, max(begin - midnight, 0), min(end - midnight, MINUTES_A_DAY)))
    return Week.of(spans)


def ranges_of_week(week: Week) -> str:
    """A week as PostgreSQL writes it: ``{[420,990),[1860,2430)}``."""
    spans = ((day * MINUTES_A_DAY, span) for day, spans in week.days.items() for span in spans)
    return "{" + ",".join(f"[{start + span.opens},{start + span.closes})" for start, span in spans) + "}"


class WeekField(models.Field):  # type: ignore[type-arg]
    """A ``Week`` as a multirange of minutes, so that the database can ask whether it covers a wish.

    ``NULL`` is unknown, an empty week is closed; spans of one day cannot overlap, by the nature of the type.
    """

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's own type, which needs no extension."""
        return "int4multirange"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Read as text, which is ten times cheaper to take apart than the driver's objects."""
        return f"({sql})::text", params

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Text on its way in has to be told its type."""
        return "%s::int4multirange"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Week | None:
        """The week, or ``None`` for unknown."""
        return None if value is None else week_of_ranges(value)

    def to_python(self, value: Any) -> Week | None:
        """A week, or ``None``; anything else is a mistake of ours."""
        if value is None or isinstance(value, Week):
            return value
        raise ValidationError("not a week")

    def get_prep_value(self, value: Any) -> str | None:
        """What is sent to the database."""
        week = self.to_python(value)
        return None if week is None else ranges_of_week(week)
