"""Everything that is held about a family, for itself: each row that the inventory finds, field by field."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import F, Model, Q

from kidsapp.kernel.actors import Actor
from kidsapp.kernel.holdings import Kind, Table
from kidsapp.kernel.opening_hours import Week
from kidsapp.operations.privacy.inventory import TABLES
from kidsapp.people.models import Account, Child, Custody
from kidsapp.people.queries import children_of

SELF, SOMEBODY_ELSE = "self", "somebody else"


@dataclass(frozen=True)
class Part:
    """The rows of one table; ``kinds`` says what each field is."""

    table: Table
    kinds: dict[str, Kind]
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Withheld:
    """Rows that are counted only, and why."""

    table: Table
    count: int


@dataclass(frozen=True)
class Export:
    """All that a family gets about itself and the children in its custody today."""

    children: frozenset[int]
    parts: list[Part]
    withheld: list[Withheld]


@dataclass(frozen=True)
class _Reader:
    """Who reads: the account, its addresses, its children, and those for whom it is blocked."""

    account: int
    addresses: Collection[str]
    children: frozenset[int]
    blocked: frozenset[int]


def export_of(actor: Actor) -> Export:
    """What the actor may take along; of a child for whom somebody is blocked, that person gets nothing."""
    reader = _reader(actor)
    found = [table for table in TABLES if table.fields_of_people()]
    parts = [_part(table, reader) for table in found if not table.withheld]
    hidden = [Withheld(table, _rows(table, reader).count()) for table in found if table.withheld]
    return Export(reader.children, [one for one in parts if one.rows], [one for one in hidden if one.count])


def _reader(actor: Actor) -> _Reader:
    account = actor.account_id or 0
    blocked = Custody.objects.filter(account=account, blocked_at__isnull=False)
    return _Reader(
        account,
        sorted(EmailAddress.objects.filter(user=account, verified=True).values_list("email", flat=True)),
        frozenset(child.pk for child in children_of(actor)),
        frozenset(blocked.values_list("child_id", flat=True)),
    )


def _rows(table: Table, reader: _Reader) -> Any:
    about = Q(pk__in=[])
    for path in table.account:
        about |= Q(**{path: reader.account})
    for path in table.child:
        about |= Q(**{f"{path}__in": reader.children})
    if table.address:
        about |= Q(**{f"{table.address}__in": reader.addresses})
    rows = table.model.objects.filter(about)
    for path in table.child if reader.blocked else ():
        rows = rows.exclude(**{f"{path}__in": reader.blocked})
    return rows.distinct().order_by("pk")


def _part(table: Table, reader: _Reader) -> Part:
    kinds = dict(table.fields_of_people())
    rows = [
        {name: _value(row, name, reader) for name in names}
        for row, names in _seen_fields(table, list(kinds), reader)
    ]
    return Part(table, kinds, rows)


def _seen_fields(table: Table, names: list[str], reader: _Reader) -> Iterator[tuple[Model, list[str]]]:
    """Each row with the fields that are the reader's to see: of another guardian's only what both know."""
    rows = _rows(table, reader)
    if not table.own:
        yield from ((row, names) for row in rows)
        return
    mine = Q(**{table.own: reader.account})
    for path in table.account:
        mine |= Q(**{path: reader.account})
    own = set(rows.filter(mine).values_list("pk", flat=True))
    shared = [name for name in names if name in table.shared.split()]
    for row in rows.annotate(owner=F(table.own)):
        if row.pk in own:
            yield row, names
        elif shared:
            yield row, shared


def _value(row: Any, name: str, reader: _Reader) -> Any:
    related = row._meta.get_field(name).related_model
    if related is Account:
        return _whom(getattr(row, f"{name}_id"), reader)
    if related is Child:
        key = getattr(row, f"{name}_id")
        return str(getattr(row, name)) if key in reader.children else None
    return _plain(getattr(row, name))


def _whom(account: int | None, reader: _Reader) -> str | None:
    """Whether it was the reader; nobody else is named."""
    return None if account is None else SELF if account == reader.account else SOMEBODY_ELSE


def _plain(value: Any) -> Any:
    if isinstance(value, Week):
        return {
            str(day): [f"{_clock(s.opens)}-{_clock(s.closes)}" for s in spans]
            for day, spans in value.days.items()
        }
    if isinstance(value, Model):
        return str(value)
    return value


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
