"""The one place that reads the time; only the web edge and the job runner may call it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

GERMAN_TIME = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def german_day(moment: datetime) -> date:
    """The calendar day in Germany on which a moment falls."""
    return moment.astimezone(GERMAN_TIME).date()


def german_moment(day: date) -> datetime:
    """The moment at which a day begins in Germany."""
    return datetime.combine(day, time.min, GERMAN_TIME)
