"""Reading lines: those about a child, newest first."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from kidsapp.audit.rules import SealedLine
from kidsapp.municipality.statements import rows_of_city

COLUMNS = ", ".join(f"l.{column}" for column in SealedLine._fields)
"""What is sealed of a line ``l``, in the order of ``rules.SealedLine``."""

ABOUT = """
SELECT l.at, l.act, l.account_id, l.back_to
FROM audit_childline c JOIN audit_auditline l ON l.municipality_id = %(city)s AND l.id = c.line
WHERE c.municipality_id = %(city)s AND c.child = %(child)s
AND coalesce(l.account_id, 0) <> ALL(%(hidden)s::bigint[])
ORDER BY c.line DESC LIMIT %(most)s OFFSET %(first)s
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One line as a page needs it."""

    at: datetime
    act: str
    account_id: int | None
    back_to: date | None


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines: written from a moment until before another, by an account, about a child, of acts."""

    begin: datetime
    end: datetime
    account_id: int | None = None
    child_id: int | None = None
    acts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SomeLine:
    """A line with the number of children that it names."""

    at: datetime
    act: str
    account_id: int | None
    children: int
    back_to: date | None


LIKE = """
SELECT l.at, l.act, l.account_id, cardinality(l.children), l.back_to FROM audit_auditline l
WHERE l.municipality_id = %(city)s AND l.at >= %(begin)s AND l.at < %(end)s <tests>
ORDER BY l.at DESC, l.id DESC LIMIT %(most)s OFFSET %(first)s
"""
OF_ACCOUNT = "AND l.account_id = %(account)s "
OF_ACTS = "AND l.act = ANY(%(acts)s) "
OF_CHILD = """AND l.id IN (
    SELECT line FROM audit_childline WHERE municipality_id = %(city)s AND child = %(child)s) """


def lines_like(wanted: LineFilter, *, first: int, most: int) -> list[SomeLine]:
    """The lines of a search, newest first, a part of them."""
    asked = {OF_ACCOUNT: wanted.account_id, OF_CHILD: wanted.child_id, OF_ACTS: wanted.acts or None}
    rows = rows_of_city(
        LIKE.replace("<tests>", "".join(test for test, value in asked.items() if value is not None)),
        begin=wanted.begin,
        end=wanted.end,
        account=wanted.account_id,
        child=wanted.child_id,
        acts=wanted.acts,
        first=first,
        most=most,
    )
    return [SomeLine(*row) for row in rows]


def lines_about(child_id: int, *, hidden: Collection[int], first: int, most: int) -> list[Look]:
    """The lines that name a child, but for those of the ``hidden`` accounts; last written first, a part."""
    rows = rows_of_city(ABOUT, child=child_id, hidden=list(hidden), first=first, most=most)
    return [Look(*row) for row in rows]
