"""What every module says it holds about people (decision 0019)."""

from collections.abc import Iterator
from functools import cache

from kidsapp.audit.holdings import HOLDINGS as AUDIT
from kidsapp.childcare.holdings import HOLDINGS as CHILDCARE
from kidsapp.documents.holdings import HOLDINGS as DOCUMENTS
from kidsapp.kernel.holdings import Activity, Keeping, Table
from kidsapp.messaging.holdings import HOLDINGS as MESSAGING
from kidsapp.municipality.holdings import HOLDINGS as MUNICIPALITY
from kidsapp.operations.holdings import HOLDINGS as OPERATIONS
from kidsapp.outbox.holdings import HOLDINGS as OUTBOX
from kidsapp.people.holdings import HOLDINGS as PEOPLE
from kidsapp.places.holdings import HOLDINGS as PLACES

TABLES: tuple[Table, ...] = (
    *OPERATIONS,
    *CHILDCARE,
    *MESSAGING,
    *DOCUMENTS,
    *PEOPLE,
    *PLACES,
    *AUDIT,
    *OUTBOX,
    *MUNICIPALITY,
)
"""Upper modules first: erased in this order, nothing stands in the way of what follows."""


@cache
def table_of(label: str) -> Table:
    """The table of this label, ``childcare.Wish``."""
    return next(table for table in TABLES if table.label == label)


def activities() -> list[Activity]:
    """Every purpose, once, in the order of the tables."""
    return list(dict.fromkeys(table.activity for table in TABLES))


def keepings(table: Table) -> tuple[Keeping, ...]:
    """How long the rows of a table stay: their own periods, or those of the rows that take them along."""
    return keepings(table_of(table.ends)) if isinstance(table.ends, str) else tuple(table.ends)


def tables_of(activity: Activity) -> Iterator[Table]:
    """The tables that serve a purpose."""
    return (table for table in TABLES if table.activity == activity)
