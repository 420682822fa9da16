"""Which rows have reached the end of their period."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import DateTimeField, F

from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.kernel.holdings import Keeping, Table
from kidsapp.operations.privacy.inventory import TABLES
from kidsapp.people.models import Account, Child

HELD_AS = {Child: "child", Account: "account"}


def due_rows(table: Table, keeping: Keeping, *, today: date) -> Any:
    """The rows of a table in the city in scope whose period is over today, by the start that it names."""
    clock = F(keeping.clock) if isinstance(keeping.clock, str) else keeping.clock
    rows = table.model.objects.annotate(begun=clock)
    if keeping.where is not None:
        rows = rows.filter(keeping.where)
    before: Any = keeping.retention.begun_before(today)
    if isinstance(rows.query.annotations["begun"].output_field, DateTimeField):
        before = datetime.combine(before, time.min, tzinfo=GERMAN_TIME)
    return _without_held(table.model, rows.filter(begun__lt=before)).order_by("pk")


def _without_held(model: Any, rows: Any) -> Any:
    """A person stays as long as something about them stays for a reason of its own."""
    for table in TABLES:
        if table.holds and HELD_AS.get(model, "") == table.holds[0].rpartition("__")[2]:
            path, where = table.holds
            held = table.model.objects.filter(where, **{f"{path}__isnull": False})
            rows = rows.exclude(pk__in=held.values(path))
    return rows


def children_of_rows(table: Table, ids: list[int]) -> set[int]:
    """The children that the rows are about, for the audit line."""
    found: set[int] = set()
    for path in table.child:
        values = table.model.objects.filter(pk__in=ids).values_list(path, flat=True)
        found.update(child for child in values if child)
    return found
