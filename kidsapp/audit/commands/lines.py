"""Appending to the audit log: one line an act, also where one command calls another."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from psycopg.types.json import Jsonb

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.statements import write_to_city


@dataclass
class Line:
    """What an act touched so far; empty when it refused."""

    children: set[int] = field(default_factory=set)
    subjects: dict[str, int] = field(default_factory=dict)
    back_to: date | None = None
    at_the_end: dict[Hashable, Callable[[], None]] = field(default_factory=dict)

    def about(self, *children: int, **subjects: int) -> None:
        """Name children and other rows by their ids; never content."""
        self.children.update(children)
        self.subjects.update(subjects)

    def undo(self) -> None:
        """Take back everything that the act wrote so far: it ends without a line."""
        self.children.clear()
        self.subjects.clear()
        self.at_the_end.clear()
        transaction.set_rollback(True)


lines_written: ContextVar[int] = ContextVar("lines_written", default=0)
_open_line: ContextVar[Line | None] = ContextVar("open_line", default=None)


@contextmanager
def writing(actor: Actor, act: Act, *, at: datetime) -> Iterator[Line]:
    """One act: one transaction and one audit line; an act inside another joins the outer one's."""
    if (outer := _open_line.get()) is not None:
        yield outer
        return
    line = Line()
    token = _open_line.set(line)
    try:
        with transaction.atomic():
            yield line
            for work in line.at_the_end.values():
                work()
            if line.children or line.subjects:
                _append(actor, act, line, at)
    finally:
        _open_line.reset(token)


def at_the_end(key: Hashable, work: Callable[[], None]) -> None:
    """Do something once everything else of the act is written, in its transaction; once for a key."""
    if (outer := _open_line.get()) is None:
        work()
    else:
        outer.at_the_end[key] = work


def record(
    actor: Actor,
    act: Act,
    *,
    at: datetime,
    children: Iterable[int] = (),
    back_to: date | None = None,
    **subjects: int,
) -> None:
    """Append a line; inside an act of ``writing`` its line takes it over, but for how far back was looked."""
    if (outer := _open_line.get()) is not None:
        outer.about(*children, **subjects)
    else:
        _append(actor, act, Line(set(children), subjects, back_to), at)


LINE = """
WITH line AS (
    INSERT INTO audit_auditline (municipality_id, at, act, account_id, children, subjects, back_to)
    VALUES (%(city)s, %(at)s, %(act)s, %(account)s, %(children)s::bigint[], %(subjects)s, %(back_to)s)
    RETURNING id, municipality_id, children)
INSERT INTO audit_childline (municipality_id, child, line)
SELECT municipality_id, unnest(children), id FROM line
"""
"""By hand, since every page that shows a child appends one; found again by each child that it names."""


def _append(actor: Actor, act: Act, line: Line, at: datetime) -> None:
    write_to_city(
        LINE,
        at=at,
        act=act.name,
        account=actor.account_id,
        children=sorted(line.children),
        subjects=Jsonb(line.subjects),
        back_to=line.back_to,
    )
    lines_written.set(lines_written.get() + 1)
