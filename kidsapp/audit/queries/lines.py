"""Reading lines: those about a child, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
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


def lines_about(child_id: int, *, hidden: Collection[int], first: int, most: int) -> list[Look]:
    """The lines that name a child, but for those of the ``hidden`` accounts; last written first, a part."""
    rows = rows_of_city(ABOUT, child=child_id, hidden=list(hidden), first=first, most=most)
    return [Look(*row) for row in rows]
