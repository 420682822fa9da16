"""Opening hours as people write them; what cannot be read is ``None``, never closed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kidsapp.kernel.opening_hours import MINUTES_A_DAY, Span, Week

CLOSED = ("geschlossen", "zu", "closed", "off", "ruhetag", "frei")
_DAY_NAMES = (
    ("montags", "montag", "monday", "mon", "mo"),
    ("dienstags", "dienstag", "tuesday", "tue", "die", "di", "tu"),
    ("mittwochs", "mittwoch", "wednesday", "wed", "mi", "we"),
    ("donnerstags", "donnerstag", "thursday", "thu", "don", "do", "th"),
    ("freitags", "freitag", "friday", "fri", "fre", "fr"),
    ("samstags", "samstag", "sonnabend", "saturday", "sat", "sam", "sa"),
    ("sonntags", "sonntag", "sunday", "sun", "son", "so", "su"),
)
_DAY_OF = {name: day for day, names in enumerate(_DAY_NAMES) for name in names} | {"täglich": 7}
_DAY = rf"(?:{'|'.join(sorted(_DAY_OF, key=len, reverse=True))})\b\.?"
_DAYS = re.compile(rf"({_DAY}(?:\s*(?:-|,|/|und|u\.|&|\+)\s*{_DAY})*)\s*:?")
_TIME = r"(\d{1,2})(?:[:.]?(\d{2})(?::\d{2})?)?"
_SPAN = re.compile(rf"{_TIME}\s*-\s*{_TIME}")
_BETWEEN = re.compile(r"(?:\s|[,;/+&|]|und|u\.)*")


def spans_of(text: str) -> tuple[Span, ...] | None:
    """The spans of one day, like ``07:00-12:00, 14-16.30 Uhr``; none for a day said to be closed."""
    plain = _plain(text)
    if plain.strip(" ,;.") in CLOSED:
        return ()
    found, end = [], 0
    for match in _SPAN.finditer(plain):
        span = _span(match)
        if span is None or not _BETWEEN.fullmatch(plain, end, match.start()):
            return None
        found.append(span)
        end = match.end()
    return tuple(found) if found and _BETWEEN.fullmatch(plain.rstrip(" ."), end) else None


def week_of_text(text: str, days: Sequence[int]) -> Week | None:
    """The week of a text that holds on all these days, or that names its weekdays itself."""
    parts = _DAYS.split(_plain(text))
    if len(parts) == 1:
        spans = spans_of(text)
        return None if spans is None else week_of_days(dict.fromkeys(days, spans))
    if parts[0].strip(" ,;:"):
        return None
    found: list[tuple[int, int, int]] = []
    for named, written in zip(parts[1::2], parts[2::2], strict=True):
        if (spans := spans_of(written.strip(" ,;"))) is None:
            return None
        found += [(day, span.opens, span.closes) for day in _days_named(named) for span in spans]
    return Week.of(found)


def week_of_days(days: dict[int, tuple[Span, ...]]) -> Week:
    """The week with these spans by weekday."""
    return Week.of((day, span.opens, span.closes) for day, spans in days.items() for span in spans)


def minute_in(text: str, unit: str) -> int | None:
    """Minutes after midnight, from a time of day or a number of minutes or milliseconds."""
    if unit == "HH:MM":
        match = re.fullmatch(_TIME, _plain(text))
        return _minute(match[1], match[2]) if match else None
    if not re.fullmatch(r"[0-9]{1,12}", text):
        return None
    whole, rest = divmod(int(text), 60_000 if unit == "milliseconds" else 1)
    return whole if not rest and whole <= MINUTES_A_DAY else None


def _plain(text: str) -> str:
    """Lower case, one kind of dash, without the word for o'clock."""
    lowered = re.sub(r"[‐-―−~]|\bbis\b", "-", text.casefold())
    bare = re.sub(r"(?<=[\d\s])(?:uhr|h)\b|\bvon\b|\buhr\b", " ", lowered)
    return re.sub(r"\s*-\s*", "-", " ".join(bare.split())).strip()


def _span(match: re.Match[str]) -> Span | None:
    opens, closes = _minute(match[1], match[2]), _minute(match[3], match[4])
    return Span(opens, closes) if opens is not None and closes is not None and opens < closes else None


def _minute(hours: str, minutes: str | None) -> int | None:
    found = int(hours) * 60 + int(minutes or 0)
    return found if int(minutes or 0) < 60 and found <= MINUTES_A_DAY else None


def _days_named(text: str) -> Iterator[int]:
    """The weekdays of ``mo-do, sa``; a range may run over the end of the week."""
    for part in re.split(r"\s*(?:,|/|und|u\.|&|\+)\s*", text):
        ends = [_DAY_OF[name] for name in re.findall(_DAY.replace(r"\.?", ""), part)]
        yield from _range(ends)


def _range(ends: Sequence[int]) -> Iterable[int]:
    if ends == [7]:
        return range(7)
    first, last = ends[0] % 7, ends[-1] % 7
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
