"""Lines for tests. Nobody deletes one, so a test looks at those after the last."""

from datetime import UTC, datetime, timedelta

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.commands import record
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.scope import current_municipality_id

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOMETHING = act("audit.something", anyone)


def last_line() -> int:
    """The id of the newest line, or 0."""
    return AuditLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def lines_after(number: int) -> list[AuditLine]:
    """The lines that were written since, in their order."""
    return list(AuditLine.objects.filter(pk__gt=number).order_by("pk"))


def lines(count: int, *, at: datetime = MOMENT) -> None:
    """Lines of an invented act, a second apart, each about one child."""
    somebody = Actor(current_municipality_id(), german_day(at), 7)
    for number in range(count):
        record(somebody, SOMETHING, at=at + timedelta(seconds=number), children=[number], wish=number)
