"""Appending to the audit log."""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime

from kidsapp.audit.acts import Act
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Actor

lines_written: ContextVar[int] = ContextVar("lines_written", default=0)


def record(actor: Actor, act: Act, *, at: datetime, children: Iterable[int] = (), **subjects: int) -> None:
    """Append one line; ``subjects`` are ids by their kind, never content."""
    AuditLine.objects.create(
        at=at,
        act=act.name,
        account_id=actor.account_id,
        children=sorted(set(children)),
        subjects=subjects,
    )
    lines_written.set(lines_written.get() + 1)
