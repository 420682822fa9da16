"""Chaining the lines after the acts that wrote them: so no act waits for another's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from kidsapp.audit.models import Anchor, Seal
from kidsapp.audit.queries.lines import COLUMNS
from kidsapp.audit.rules import GENESIS, LINES_A_SEAL, SealedLine, digest_of, hash_of_seal, line_of
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.municipality.statements import rows_of_city

LOOKED_BACK = timedelta(days=1)

LOCK = "SELECT pg_advisory_xact_lock(hashtext('audit.seal'), %(city)s::int)"
HEAD = """
SELECT number, total, hash, sealed_at FROM audit_seal
WHERE municipality_id = %(city)s ORDER BY number DESC LIMIT 1
"""
SETTLED = """
SELECT coalesce(max(last_line), 0) FROM audit_seal
WHERE municipality_id = %(city)s AND sealed_at <= %(before)s
"""
NEW = """
SELECT <columns> FROM audit_auditline l
WHERE l.municipality_id = %(city)s
AND l.id > (SELECT coalesce(max(last_line), 0) FROM audit_seal WHERE municipality_id = %(city)s)
ORDER BY l.id LIMIT %(most)s
""".replace("<columns>", COLUMNS)
LATE = """
SELECT <columns> FROM audit_auditline l
WHERE l.municipality_id = %(city)s AND l.id > %(after)s
AND l.id <= (SELECT coalesce(max(last_line), 0) FROM audit_seal WHERE municipality_id = %(city)s)
AND NOT EXISTS (
    SELECT 1 FROM (
        SELECT unnest(lines) AS line FROM audit_seal
        WHERE municipality_id = %(city)s AND last_line > %(after)s
    ) sealed WHERE sealed.line = l.id)
ORDER BY l.id LIMIT %(most)s
""".replace("<columns>", COLUMNS)
"""Behind the new ones: ids are given before the commit, so a smaller one may come to light later."""


@dataclass(frozen=True)
class Head:
    """Where the chain ends."""

    number: int
    total: int
    hash: bytes
    sealed_at: datetime | None


def head() -> Head:
    """The end of the chain of the city in scope."""
    rows = rows_of_city(HEAD)
    if not rows:
        return Head(0, 0, GENESIS, None)
    number, total, found, sealed_at = rows[0]
    return Head(number, total, bytes(found), sealed_at)


def seal_lines(*, at: datetime) -> int:
    """Chain every line of the city in scope that no seal covers, a transaction a seal; how many lines."""
    after, count = _begin(at), 0
    while lines := _seal_next(LATE, after, at):
        after, count = lines[-1].id, count + len(lines)
    while lines := _seal_next(NEW, after, at):
        count += len(lines)
    return count


def _begin(at: datetime) -> int:
    """After which line to look for late ones: a day back; once a day from the first, so that none is lost."""
    last = head().sealed_at
    if last is None or german_day(last) < german_day(at):
        return 0
    return int(rows_of_city(SETTLED, before=at - LOOKED_BACK)[0][0])


def _seal_next(which: str, after: int, at: datetime) -> list[SealedLine]:
    with transaction.atomic():
        rows_of_city(LOCK)
        rows = rows_of_city(which, after=after, most=LINES_A_SEAL)
        lines = [line_of(row) for row in rows]
        if lines:
            _append_seal(lines, at)
    return lines


def _append_seal(lines: Sequence[SealedLine], at: datetime) -> None:
    city, before = current_municipality_id(), head()
    ids = [line.id for line in lines]
    facts = {
        "number": before.number + 1,
        "sealed_at": at,
        "total": before.total + len(ids),
        "lines": ids,
        "digests": b"".join(digest_of(city, line) for line in lines),
    }
    found = hash_of_seal(before.hash, city=city, **facts)  # type: ignore[arg-type]
    Seal.objects.create(**facts, last_line=ids[-1], hash=found)


def anchor_of(day: date) -> Anchor | None:
    """Keep the head of the chain as the anchor of a day; nothing when it has one, or there is no chain."""
    if not (end := head()).number:
        return None
    values = {"seal": end.number, "total": end.total, "hash": end.hash}
    made, is_new = Anchor.objects.get_or_create(day=day, defaults=values)
    return made if is_new else None
