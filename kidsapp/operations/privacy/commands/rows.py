"""Erasing rows by what the inventory says of them; part of an act."""

from collections.abc import Sequence

from kidsapp.kernel.holdings import Table
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.operations.privacy.inventory import TABLES


def erase_rows(table: Table, ids: Sequence[int]) -> int:
    """Erase rows of one table the way its module wants it; how many there were."""
    if not ids:
        return 0
    if table.erase:
        table.erase(ids)
    else:
        table.model.objects.filter(pk__in=ids).delete()
    return len(ids)


def erase_rows_of_child(child_id: int) -> dict[str, int]:
    """Everything that is about a child, in every table that names it; how many rows of each."""
    return _by_paths("child", child_id)


def erase_rows_of_account(account_id: int) -> dict[str, int]:
    """Everything in this city about an account; what is of no city goes with the account itself."""
    return _by_paths("account", account_id)


def _by_paths(whom: str, key: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in TABLES:
        if not issubclass(table.model, ScopedModel):
            continue
        for path in getattr(table, whom):
            rows = table.model.objects.filter(**{path: key})
            if found := erase_rows(table, list(rows.values_list("pk", flat=True).distinct())):
                counts[table.model._meta.db_table] = found
    return counts


def erase_rows_to(addresses: Sequence[str]) -> None:
    """What names a person by an address for mail alone: mails in every state, invitations."""
    for table in TABLES:
        if table.address and addresses:
            rows = table.model.objects.filter(**{f"{table.address}__in": addresses})
            erase_rows(table, list(rows.values_list("pk", flat=True)))
