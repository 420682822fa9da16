"""Erasing what has reached the end of its period: a batch, a transaction, an audit line."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.holdings import Keeping, Table
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.operations import policy
from kidsapp.operations.privacy.commands.erasing import let_account_go, let_child_go
from kidsapp.operations.privacy.commands.rows import erase_rows
from kidsapp.operations.privacy.inventory import TABLES
from kidsapp.operations.privacy.queries.due import children_of_rows, due_rows
from kidsapp.operations.privacy.queries.elsewhere import is_known_elsewhere
from kidsapp.people.models import Account, Child

BATCH = 50


def apply_retention(*, at: datetime, limit: int) -> int:
    """Erase what is over in the city in scope, at most ``limit`` rows; how many went.

    Cut off anywhere, the next run goes on: what is due stays due until it is gone.
    """
    count = 0
    for table in TABLES:
        for keeping in () if isinstance(table.ends, str) else table.ends:
            if keeping.retention.months is not None:
                count += _erase_due(table, keeping, at, limit - count)
    return count


def _erase_due(table: Table, keeping: Keeping, at: datetime, limit: int) -> int:
    after, count = None, 0
    while count < limit:
        rows = due_rows(table, keeping, today=german_day(at))
        rows = rows.filter(pk__gt=after) if after is not None else rows
        keys = list(rows.values_list("pk", flat=True)[: min(BATCH, limit - count)])
        if not keys:
            break
        count, after = count + _erase_batch(table, keys, at), keys[-1]
    return count


def _erase_batch(table: Table, keys: list[int], at: datetime) -> int:
    system = Actor(current_municipality_id(), german_day(at))
    with writing(system, policy.apply_retention, at=at) as line:
        children = children_of_rows(table, keys)
        count = _erase(table, keys)
        if count:
            line.about(*children, **{table.model._meta.db_table: count})
    return count


def _erase(table: Table, keys: list[int]) -> int:
    if table.model is Child:
        for key in keys:
            let_child_go(key)
        return len(keys)
    if table.model is Account:
        accounts = Account.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        gone = [account for account in accounts if not is_known_elsewhere(account.pk)]
        for account in gone:
            let_account_go(account, wholly=True)
        return len(gone)
    return erase_rows(table, keys)
