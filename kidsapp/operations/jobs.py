"""What the night brings: whatever has reached the end of its period is erased."""

from datetime import datetime

from django.conf import settings

from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.operations.privacy.commands import apply_retention
from kidsapp.outbox.ports import HOURLY, JOBS

NIGHT = range(1, 6)
"""What an hour leaves, the next one takes; what the night leaves, the next night."""


def erase_what_is_over(at: datetime, _row_id: int) -> None:
    """In the city in scope, by night, at most as many rows as the operator allows an hour."""
    if at.astimezone(GERMAN_TIME).hour in NIGHT:
        apply_retention(at=at, limit=settings.RETENTION_LIMIT)


JOBS["operations.erase_what_is_over"] = erase_what_is_over
HOURLY.add("operations.erase_what_is_over")
