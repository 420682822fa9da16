"""Who saw or changed what about a child, as its family reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from kidsapp.audit.queries.lines import Look, lines_about
from kidsapp.kernel.actors import STAFF, Actor, Role
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.queries import city_in_scope
from kidsapp.people.models import Child, Custody, EmergencyAccess, Membership, on_day
from kidsapp.people.queries.team import place_of

LOOKS_A_PAGE = 25
EMERGENCIES = ("people.open_emergency_access", "people.see_in_emergency")


@dataclass(frozen=True)
class SeenLook:
    """One line in a family's terms: staff by role and place; ``role`` is ``None`` for nobody of the staff."""

    at: datetime
    act: str
    by: str
    role: Role | None
    place: str
    back_to: date | None
    reason: str = ""


def looks_at(actor: Actor, child: Child, *, page: int, with_own: bool = True) -> tuple[list[SeenLook], bool]:
    """A page of the lines about a child, newest first, and whether there are more."""
    guardians = _guardians(actor, child)
    guardians |= {actor.account_id: with_own} if actor.account_id else {}
    hidden = [account for account, is_shown in guardians.items() if not is_shown]
    first = (page - 1) * LOOKS_A_PAGE
    found = lines_about(child.pk, hidden=hidden, first=first, most=LOOKS_A_PAGE + 1)
    shown = found[:LOOKS_A_PAGE]
    roles = roles_of({look.account_id for look in shown if look.account_id} - set(guardians))
    city = city_in_scope().name
    seen = [_seen(look, actor, guardians, roles.get(look.account_id or 0, []), city) for look in shown]
    return _with_reasons(seen, shown, _reasons(child)), len(found) > LOOKS_A_PAGE


def _reasons(child: Child) -> Mapping[tuple[int | None, date], str]:
    """Why somebody opened the data of this child in an emergency, by account and day."""
    rows = EmergencyAccess.objects.filter(child=child).values_list("account_id", "valid_on", "reason")
    return {(account, day): reason for account, day, reason in rows}


def _with_reasons(
    seen: list[SeenLook], looks: list[Look], reasons: Mapping[tuple[int | None, date], str]
) -> list[SeenLook]:
    """The reason stands at each line of an emergency."""
    return [
        replace(line, reason=reasons.get((look.account_id, german_day(look.at)), ""))
        if look.act in EMERGENCIES
        else line
        for line, look in zip(seen, looks, strict=True)
    ]


def _guardians(actor: Actor, child: Child) -> dict[int, bool]:
    """Everybody who ever had custody, and whether their visits are this actor's business.

    Only parents who have joint custody today learn of each other's, without a name: whoever has it alone,
    as a foster parent or by court keeps to themselves when they look, and so does whoever lost it.
    """
    ever = Custody.objects.filter(child=child)
    joint = ever.filter(on_day(actor.today), kind=Custody.Kind.JOINT, blocked_at=None)
    together = set(joint.values_list("account_id", flat=True))
    others = together if actor.account_id in together else set()
    accounts = ever.values_list("account_id", flat=True)
    return {account: account == actor.account_id or account in others for account in accounts}


def roles_of(accounts: set[int]) -> dict[int, list[Membership]]:
    """Every role that these accounts have or had in the city, those of staff only."""
    rows = Membership.objects.filter(account_id__in=accounts, role__in=STAFF)
    found: dict[int, list[Membership]] = {}
    for row in rows.select_related("facility", "organisation").order_by("-valid_from", "pk"):
        found.setdefault(row.account_id, []).append(row)
    return found


def _seen(
    look: Look, actor: Actor, guardians: Mapping[int, bool], roles: list[Membership], city: str
) -> SeenLook:
    membership = role_then(roles, look.at)
    role = Role(membership.role) if membership else None
    place = (place_of(membership) or city) if membership else ""
    return SeenLook(look.at, look.act, _by(look, actor, guardians, role), role, place, look.back_to)


def role_then(roles: list[Membership], at: datetime) -> Membership | None:
    """Which of them was held at a moment."""
    return next((row for row in roles if _held(row, at)), None)


def _held(row: Membership, at: datetime) -> bool:
    day = german_day(at)
    is_over = row.ended_at is not None and row.ended_at < at
    return row.valid_from <= day and (row.valid_until is None or row.valid_until >= day) and not is_over


def _by(look: Look, actor: Actor, guardians: Mapping[int, bool], role: Role | None) -> str:
    if look.account_id is None:
        return "system"
    if look.account_id == actor.account_id:
        return "self"
    if look.account_id in guardians:
        return "guardian"
    return "staff" if role else "unknown"
