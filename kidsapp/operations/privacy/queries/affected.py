"""Who was affected by a breach: from the lines of the audit log to those whom the city has to tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.people.models import Account, Child, Custody, Membership, on_day
from kidsapp.people.queries import address_of

COLUMNS = ("kind", "id", "account", "name", "language", "email", "address", "state")
HERE, NOBODY, GONE = "da", "niemand zu benachrichtigen", "gelöscht"


@dataclass(frozen=True)
class Asked:
    """Which lines: of which days, by whom, of which act; ``everybody`` asks no lines at all."""

    first: date
    last: date
    by: int | None = None
    act: str = ""
    everybody: bool = False


@dataclass(frozen=True)
class Affected:
    """Children, accounts, the number of lines that were asked, and one row for each guardian to be told."""

    children: frozenset[int]
    accounts: frozenset[int]
    lines: int
    rows: list[tuple[str, ...]]


def affected(asked: Asked, *, today: date) -> Affected:
    """Everybody of the city in scope whom the lines name, and whom to tell: nobody who is blocked."""
    lines = AuditLine.objects.none() if asked.everybody else _lines(asked)
    children, accounts = _everybody() if asked.everybody else _named(lines)
    rows = [*_of_children(children, today), *_of_accounts(accounts)]
    return Affected(children, accounts, lines.count(), rows)


def _lines(asked: Asked) -> Any:
    begin = datetime.combine(asked.first, time.min, tzinfo=GERMAN_TIME)
    end = datetime.combine(asked.last + timedelta(days=1), time.min, tzinfo=GERMAN_TIME)
    rows = AuditLine.objects.filter(at__gte=begin, at__lt=end)
    if asked.by is not None:
        rows = rows.filter(account_id=asked.by)
    return rows.filter(act=asked.act) if asked.act else rows


def _named(lines: Any) -> tuple[frozenset[int], frozenset[int]]:
    """Children and the accounts that a line is about; who acted is known already, and is no victim."""
    children: set[int] = set()
    accounts: set[int] = set()
    for named, subjects in lines.values_list("children", "subjects").iterator(chunk_size=2000):
        children.update(named)
        accounts.update(number for key, number in subjects.items() if key in {"account", "paper_account"})
    return frozenset(children), frozenset(accounts)


def _everybody() -> tuple[frozenset[int], frozenset[int]]:
    children = Child.objects.values_list("pk", flat=True)
    return frozenset(children), frozenset(Membership.objects.values_list("account_id", flat=True))


def _of_children(children: frozenset[int], today: date) -> Iterator[tuple[str, ...]]:
    there = set(Child.objects.filter(pk__in=children).values_list("pk", flat=True))
    held = Custody.objects.filter(on_day(today), child_id__in=there, blocked_at=None)
    told = list(held.select_related("account").order_by("child_id", "pk"))
    yield from (_row("child", row.child_id, row.account) for row in told)
    yield from (_nobody("child", key, NOBODY) for key in sorted(there - {row.child_id for row in told}))
    yield from (_nobody("child", key, GONE) for key in sorted(children - there))


def _of_accounts(accounts: frozenset[int]) -> Iterator[tuple[str, ...]]:
    """Only accounts that belong to this city: an account itself is of none."""
    members = Membership.objects.filter(account_id__in=accounts, municipality_id=current_municipality_id())
    found = Account.objects.filter(pk__in=members.values("account_id")).order_by("pk")
    yield from (_row("account", account.pk, account) for account in found)
    gone = accounts - set(Account.objects.filter(pk__in=accounts).values_list("pk", flat=True))
    yield from (_nobody("account", key, GONE) for key in sorted(gone))


def _row(kind: str, key: int, account: Account) -> tuple[str, ...]:
    name = f"{account.given_name} {account.family_name}".strip()
    to_write = (name, account.language, account.email or "", address_of(account))
    return (kind, str(key), str(account.pk), *to_write, HERE)


def _nobody(kind: str, key: int, state: str) -> tuple[str, ...]:
    return (kind, str(key), *("" for _ in COLUMNS[3:]), state)
