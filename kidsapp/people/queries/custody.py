"""Reading who has custody of a child, who was named, and who is blocked."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from kidsapp.audit.acts import Act
from kidsapp.kernel.actors import Actor
from kidsapp.people.models import Account, Child, Custody, CustodyEvent, NamedGuardian, on_day
from kidsapp.people.texts import CUSTODY_KINDS


def is_blocked_for(child_id: int, *, account_id: int | None, email: str) -> bool:
    """Whether the account, or whoever has this address, is blocked for the child."""
    if not account_id and not email:
        return False
    whom = Q(account_id=account_id) if account_id else Q()
    if email:
        whom |= Q(account__email__iexact=email)
    return bool(Custody.objects.filter(whom, child_id=child_id, blocked_at__isnull=False).exists())


@dataclass(frozen=True)
class GuardianLine:
    """A guardian as the others see them: never with an address, unless it is the reader's own."""

    name: str
    kind_text: str
    is_self: bool
    address: str
    has_account: bool


def guardians_seen_by(actor: Actor, child: Child) -> list[GuardianLine]:
    """The guardians of a child for one of them; two statements."""
    rows = Custody.objects.filter(on_day(actor.today), child=child, blocked_at=None)
    held = list(rows.select_related("account").order_by("pk"))
    named = NamedGuardian.objects.filter(child=child, account=None)
    return [
        *(_line(row, is_self=row.account_id == actor.account_id) for row in held),
        *(GuardianLine(str(row), _kind(row), False, "", has_account=False) for row in named),
    ]


def _line(row: Custody, *, is_self: bool) -> GuardianLine:
    address = address_of(row.account) if is_self else ""
    return GuardianLine(str(row.account), _kind(row), is_self, address, has_account=True)


def _kind(row: Custody | NamedGuardian) -> str:
    return gettext(CUSTODY_KINDS[row.kind])


def address_of(somebody: Account | NamedGuardian) -> str:
    """Street and town in one line, or nothing."""
    town = f"{somebody.postal_code} {somebody.town}".strip()
    return ", ".join(filter(None, [somebody.street, town]))


def custody_for(actor: Actor, act: Act, public_id: str) -> Custody | None:
    """The custody with this public id, if the actor may do the act on it."""
    rows = Custody.objects.filter(public_id=public_id).select_related("child", "account", "checked_by")
    found: Custody | None = act.permitted(actor, rows).first()
    return found


def custodies_of(child: Child) -> list[Custody]:
    """Everybody who has, had or will have custody, the present ones first."""
    rows = Custody.objects.filter(child=child).select_related("account", "checked_by")
    return list(rows.order_by("valid_from", "pk"))


def custody_events(child: Child) -> list[CustodyEvent]:
    """What the youth office and guardians did about custody of the child, newest first."""
    rows = CustodyEvent.objects.filter(custody__child=child).select_related("custody__account", "by")
    return list(rows.order_by("-at", "-pk"))


@cache
def not_blocked(*, account: str, child: str) -> Q:
    """Rows whose account (at one path) is not blocked for their child (at the other).

    Worded once for each pair of paths: every page of a form asks the policy for it.
    """
    blocked: Any = models.QuerySet(Custody).filter(
        municipality_id=OuterRef("municipality_id"),
        account_id=OuterRef(account),
        child_id=OuterRef(child),
        blocked_at__isnull=False,
    )
    return Q(~Exists(blocked))
