"""Reading lines: those about a child, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from kidsapp.municipality.statements import rows_of_city

ABOUT = """
SELECT at, act, account_id, back_to FROM audit_auditline
WHERE municipality_id = %(city)s AND children @> ARRAY[%(child)s]::bigint[]
AND coalesce(account_id, 0) <> ALL(%(hidden)s::bigint[])
ORDER BY at DESC, id DESC LIMIT %(most)s OFFSET %(first)s
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One line as a page needs it."""

    at: datetime
    act: str
    account_id: int | None
    back_to: date | None


def lines_about(child_id: int, *, hidden: Collection[int], first: int, most: int) -> list[Look]:
    """The lines that name a child, but for those of the ``hidden`` accounts; newest first, a part of them."""
    rows = rows_of_city(ABOUT, child=child_id, hidden=list(hidden), first=first, most=most)
    return [Look(*row) for row in rows]
