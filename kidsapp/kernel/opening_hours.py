"""Hours of a week: minutes after midnight, half-open, several spans a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MINUTES_A_DAY = 24 * 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a minute of the day up to, not including, another: ``Span(420, 930)`` is 07:00 to 15:30."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a span outside the day or with no length."""
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise ValueError(f"not a span of a day: {self.opens} to {self.closes}")

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.closes - self.opens


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same minutes as the fewest spans in order; touching spans become one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.opens <= result[-1].closes:
            result[-1] = Span(result[-1].opens, max(result[-1].closes, span.closes))
        else:
            result.append(span)
    return tuple(result)


def missing(wished: Span, open_spans: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of the wished span in which nothing is open, in order."""
    gaps, start = [], wished.opens
    for span in merged(open_spans):
        if span.opens > start:
            gaps.append((start, min(span.opens, wished.closes)))
        start = max(start, span.closes)
    gaps.append((start, wished.closes))
    return tuple(Span(opens, closes) for opens, closes in gaps if opens < min(closes, wished.closes))


@dataclass(frozen=True, slots=True)
class Week:
    """Opening hours by weekday (0 is Monday); a weekday that is absent is closed."""

    days: Mapping[int, tuple[Span, ...]]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, int]]) -> "Week":
        """A week from (weekday, opens, closes) rows."""
        days: dict[int, list[Span]] = {}
        for weekday, opens, closes in spans:
            days.setdefault(weekday, []).append(Span(opens, closes))
        return cls({weekday: merged(found) for weekday, found in sorted(days.items())})

    @classmethod
    def read(cls, lines: Iterable[str]) -> "Week":
        """A week from lines like ``mon-thu 07:00-16:30``; raise ``ValueError`` for any other line."""
        return cls.of(row for line in lines for row in _rows_of(line))

    def on(self, weekday: int) -> tuple[Span, ...]:
        """The open spans of a weekday."""
        return self.days.get(weekday, ())


def _rows_of(line: str) -> list[tuple[int, int, int]]:
    days, _, times = line.partition(" ")
    first, _, last = days.partition("-")
    opens, _, closes = times.partition("-")
    named = range(DAYS.index(first), DAYS.index(last or first) + 1)
    span = Span(minute_of(opens), minute_of(closes))
    if not named:
        raise ValueError(f"no weekday: {line}")
    return [(weekday, span.opens, span.closes) for weekday in named]


def minute_of(text: str) -> int:
    """Minutes after midnight from ``HH:MM`` (24:00 allowed); raise ``ValueError`` otherwise."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60):
        raise ValueError(f"not a time of day: {text}")
    if not 0 <= (result := int(hours) * 60 + int(minutes)) <= MINUTES_A_DAY:
        raise ValueError(f"not a time of day: {text}")
    return result


def clock_text(minute: int) -> str:
    """``HH:MM`` from minutes after midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
