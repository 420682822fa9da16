"""Reading accounts, children and custody."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from kidsapp.audit.acts import EVERY_ROW, Act
from kidsapp.kernel.actors import Actor, Assurance, HeldRole, Role
from kidsapp.kernel.periods import Period
from kidsapp.municipality.questions import Question
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.municipality.statements import rows_of_city
from kidsapp.page.signs import ChildSign
from kidsapp.people import policy
from kidsapp.people.models import Account, Child, Membership, in_custody_of, in_force, with_custody_of

FIELDS = [field.attname for field in Account._meta.concrete_fields]
ROLES = """
SELECT role, municipality_id, organisation_id, facility_id, valid_from, valid_until, districts
FROM people_membership
WHERE municipality_id = %(city)s AND account_id = %(account)s AND ended_at IS NULL
"""
ACCOUNT = """
SELECT <fields>, role, municipality_id, organisation_id, facility_id, valid_from, valid_until, districts
FROM people_account a
LEFT JOIN people_membership m ON m.account_id = a.id AND m.municipality_id = %(city)s AND m.ended_at IS NULL
WHERE a.id = %(account)s
""".replace("<fields>", ", ".join(f"a.{name}" for name in FIELDS))
"""By hand, since every request of an account asks."""


def account_with_roles(account_id: int) -> Account | None:
    """An account that knows its roles in the city in scope, or nothing; one statement."""
    rows = rows_of_city(ACCOUNT, account=account_id)
    if not rows:
        return None
    account = Account.from_db("default", FIELDS, rows[0][: len(FIELDS)])
    account.held = tuple(_held(row[len(FIELDS) :]) for row in rows if row[len(FIELDS)])
    return account


def actor_of(
    account: Account | None,
    *,
    municipality_id: int,
    today: date,
    language: str,
    assurance: Assurance = Assurance.PASSWORD,
    staff_needs: Assurance = Assurance.NONE,
    asks_at_most: Assurance = Assurance.NONE,
    is_stale: bool = False,
) -> Actor:
    """Who acts: the account with its roles in the city in scope; at most one statement."""
    if account is None:
        return Actor(municipality_id, today, language=language)
    held = account.held
    if held is None:
        held = tuple(map(_held, rows_of_city(ROLES, account=account.pk)))
    return Actor(
        municipality_id, today, account.pk, held, assurance, language, staff_needs, asks_at_most, is_stale
    )


def _held(row: tuple[Any, ...]) -> HeldRole:
    role, municipality_id, organisation_id, facility_id, *days, districts = row
    period = Period(*days)
    return HeldRole(Role(role), municipality_id, organisation_id, facility_id, period, tuple(districts))


def account_of(actor: Actor, *, locked: bool = False) -> Account:
    """The account that acts; raise ``Account.DoesNotExist`` for a visitor."""
    if actor.account_id is None:
        raise Account.DoesNotExist("a visitor has no account")
    found: Account | None = (LOCKED if locked else BY_ID).first(account=actor.account_id)
    if found is None:
        raise Account.DoesNotExist("the account is gone")
    return found


BY_ID = Question(lambda account: Account.objects.filter(pk=account), account=int)
LOCKED = Question(lambda account: Account.objects.select_for_update().filter(pk=account), account=int)


def confirmed_emails(account_id: int | None) -> list[str]:
    """The addresses that are shown to belong to the account."""
    found = EmailAddress.objects.filter(user_id=account_id, verified=True)
    return list(found.values_list("email", flat=True))


def children_of(actor: Actor) -> list[Child]:
    """The children in the actor's custody today, eldest first."""
    return CHILDREN.all(account=actor.account_id, today=actor.today) if actor.account_id else []


def _in_custody(account: int, today: date) -> QuerySet[Child]:
    found: QuerySet[Child] = Child.objects.filter(in_custody_of(account, today=today)).distinct()
    return found


CHILDREN = Question(_in_custody, account=int, today=date)


def children_of_account(account: Account, *, today: date) -> list[Child]:
    """The same for another account; for staff who may see its family."""
    return list(Child.objects.filter(in_custody_of(account.pk, today=today)).distinct())


def sign_of(child: Child) -> ChildSign:
    """The child's sign as a value."""
    return ChildSign(child.sign_shape, child.sign_colour, child.sign_picture)


def child_for(actor: Actor, act: Act, public_id: str) -> Child | None:
    """The child with this public id, if the actor may do the act on it."""
    found: Child | None = act.permitted(actor, Child.objects.filter(public_id=public_id)).distinct().first()
    return found


def children_among(actor: Actor, act: Act, child_ids: Iterable[int]) -> frozenset[int]:
    """Those of the children on which the actor may do the act; no statement where all or none are meant."""
    asked = frozenset(child_ids)
    if not asked or act.rows(actor) is EVERY_ROW:
        return asked
    return frozenset(act.permitted(actor, Child.objects.filter(pk__in=asked)).values_list("pk", flat=True))


def guardians_of(child_ids: Iterable[int], *, today: date) -> list[Account]:
    """The accounts that have custody of one of the children today."""
    if len(ids := list(child_ids)) == 1:
        return GUARDIANS.all(child=ids[0], today=today)
    return list(_with_custody(ids, today))


def _with_custody(child_ids: Iterable[int], today: date) -> QuerySet[Account]:
    return Account.objects.filter(with_custody_of(child_ids, today=today)).distinct().order_by("pk")


GUARDIANS = Question(lambda child, today: _with_custody([child], today), child=int, today=date)


def holders_of(role: Role, *, today: date) -> list[Account]:
    """The accounts that hold a role of the whole city today."""
    held = in_force(today, path="memberships__")
    found = Account.objects.filter(
        held, memberships__role=role, memberships__municipality_id=current_municipality_id()
    )
    return list(found.distinct().order_by("pk"))


def workers_for(child: Child, *, today: date) -> list[Account]:
    """Those of the youth office who answer for the child today; one statement unless somebody is limited."""
    held = Membership.objects.filter(in_force(today), role=Role.YOUTH_OFFICE)
    rows = list(held.select_related("account").order_by("account_id", "pk"))
    return list(dict.fromkeys(row.account for row in rows if _answers_for(child, row, today)))


def _answers_for(child: Child, row: Membership, today: date) -> bool:
    """Whether a membership at the youth office, by itself, lets somebody see the child."""
    if not row.districts:
        return True
    held = HeldRole(Role(row.role), row.municipality_id, districts=tuple(row.districts))
    return policy.see_custody.permits(Actor(row.municipality_id, today, row.account_id, (held,)), child)


def leads_of(facility_id: int, *, today: date) -> list[Account]:
    """The accounts that lead the facility today."""
    lead = in_force(today, path="memberships__")
    found = Account.objects.filter(
        lead, memberships__facility_id=facility_id, memberships__role=Role.KITA_LEAD
    )
    return list(found.distinct().order_by("pk"))
