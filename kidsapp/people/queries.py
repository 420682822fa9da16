"""Reading accounts, roles, children and custody."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from kidsapp.kernel.actors import Actor, Assurance, HeldRole, Role
from kidsapp.kernel.periods import Period
from kidsapp.people.models import Account, Child, Membership


def actor_of(account: Account | None, *, municipality_id: int, today: date, language: str) -> Actor:
    """Who acts: the account with its roles in the city in scope; one statement for an account."""
    if account is None:
        return Actor(municipality_id, today, language=language)
    held = tuple(_held(row) for row in Membership.objects.filter(account=account))
    return Actor(municipality_id, today, account.pk, held, Assurance.PASSWORD, language)


def _held(row: Membership) -> HeldRole:
    period = Period(row.valid_from, row.valid_until)
    return HeldRole(Role(row.role), row.municipality_id, row.organisation_id, row.facility_id, period)


def in_custody_of(account_id: int | None, *, today: date, path: str = "") -> Q:
    """Rows whose child (at the end of ``path``) is in the account's custody today."""
    prefix = f"{path}custodies__"
    return Q(**{f"{prefix}account_id": account_id, f"{prefix}valid_from__lte": today}) & (
        Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": today})
    )


def children_of(actor: Actor) -> list[Child]:
    """The children in the actor's custody today, eldest first."""
    found = Child.objects.filter(in_custody_of(actor.account_id, today=actor.today))
    return list(found.distinct()) if actor.account_id else []


def guardians_of(child_ids: Iterable[int], *, today: date) -> list[Account]:
    """The accounts that have custody of one of the children today."""
    in_force = Q(custodies__valid_until__isnull=True) | Q(custodies__valid_until__gte=today)
    found = Account.objects.filter(
        in_force, custodies__child_id__in=child_ids, custodies__valid_from__lte=today
    )
    return list(found.distinct().order_by("pk"))


def leads_of(facility_id: int, *, today: date) -> list[Account]:
    """The accounts that lead the facility today."""
    in_force = Q(memberships__valid_until__isnull=True) | Q(memberships__valid_until__gte=today)
    found = Account.objects.filter(
        in_force,
        memberships__facility_id=facility_id,
        memberships__role=Role.KITA_LEAD,
        memberships__valid_from__lte=today,
    )
    return list(found.distinct().order_by("pk"))
