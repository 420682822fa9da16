"""What the hour brings: the lines written since are sealed into the chain."""

from datetime import datetime

from kidsapp.audit.commands import seal_lines
from kidsapp.outbox.ports import HOURLY, JOBS


def seal(at: datetime, _row_id: int) -> None:
    """Seal the new lines of the city in scope."""
    seal_lines(at=at)


JOBS["audit.seal"] = seal
HOURLY.add("audit.seal")
