"""First and last day of a place, as lists write days."""

import re
from datetime import UTC, date, datetime, timedelta

from kidsapp.kernel.clock import german_day
from kidsapp.places.importing.cells import Cells, quoted
from kidsapp.places.importing.refusals import ImportRefusal as Why

Days = tuple[date | None, date | None]
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
"""Beyond them a day stands for no day: 1.1.0001, 31.12.9999."""

MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
          "november", "dezember")  # fmt: skip
_GERMAN = re.compile(r"([0-9]{1,2})\s*[./-]\s*([0-9]{1,2})\s*[./-]\s*([0-9]{4})(?:,?\s+[0-9]{1,2}:[0-9:]+)?")
_NAMED = re.compile(r"([0-9]{1,2})\.?\s*([a-zä]{3,9})\.?\s+([0-9]{4})")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?", re.IGNORECASE
)
_MILLISECONDS = re.compile(r"-?[0-9]{11,14}")


def days_of(cells: Cells) -> Days:
    """First and last day; what cannot be read, or ends before it begins, is told and stays empty."""
    opens_on, closes_on = _day(cells, "opens_on"), _day(cells, "closes_on")
    if opens_on and closes_on and closes_on <= opens_on:
        cells.warn(Why.DAYS_IN_DISORDER, target="closes_on", first=opens_on, last=closes_on)
        return None, None
    return opens_on, closes_on


def _day(cells: Cells, target: str) -> date | None:
    if not (text := cells.text(target)):
        return None
    if (found := day_in(text)) is None:
        cells.warn(Why.UNREADABLE_DAY, target=target, found=quoted(text))
    return found


def day_in(text: str) -> date | None:
    """The German day that a text means: 1.8.2027, 1. August 2027, 2027-08-01, a moment, or milliseconds."""
    try:
        found = _read(text.strip().casefold())
    except (ValueError, OverflowError):
        return None
    return found if found and EARLIEST <= found <= LATEST else None


def _read(text: str) -> date | None:
    if match := _GERMAN.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(text):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if _MILLISECONDS.fullmatch(text):
        return german_day(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text)))
    return _german_day_of(datetime.fromisoformat(text.upper())) if _MOMENT.fullmatch(text) else None


def _month(name: str) -> int:
    """Its number; three letters name it too."""
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name)]
    if len(found) != 1:
        raise ValueError(name)
    return found[0]


def _german_day_of(moment: datetime) -> date:
    """A moment without a zone is meant as it stands; one in UTC late in the evening is the next day here."""
    return moment.date() if moment.tzinfo is None else german_day(moment)
