"""Reading the codes with which paper families take their accounts over."""

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import rules
from kidsapp.people.models import Account, Custody, TakeOverCode
from kidsapp.people.rules import CodeTerms

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""
CODE_LENGTH, BLOCK = 12, 4
"""Twelve of 31 signs: 59 random bits; with few tries that is plenty, and short enough to be typed."""
MOST_CODES = 5
"""Of one child or account, the newest: each costs as much as a password to compare."""


def code_hash(code: str) -> str:
    """What is kept of a code: a hash like that of a password, with a salt of its own."""
    return make_password(_plain(code))


def _plain(code: str) -> str:
    """Case, spaces and hyphens do not count."""
    return "".join(sign for sign in code.casefold() if sign in SIGNS)


def in_blocks(code: str) -> str:
    """The code as it stands on paper: abcd-efgh-jkmn."""
    return "-".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))


def code_of(child_id: int, account_id: int | None, typed: str) -> TakeOverCode | None:
    """The code that reads like this, also an old one: for this child, or for whose account it is now."""
    rows = TakeOverCode.objects.filter(Q(child_id=child_id) | Q(account_id=account_id or 0))
    newest = rows.select_related("account").order_by("-pk")[:MOST_CODES]
    return next((row for row in newest if check_password(_plain(typed), row.code_hash)), None)


def refusal_to_take_over(actor: Actor, code: TakeOverCode) -> Refused | None:
    """Why the code does not open its account today, to the actor."""
    terms = CodeTerms(
        code.valid_until,
        is_used=code.used_at is not None,
        is_replaced=code.replaced_at is not None,
        is_blocked=_is_blocked(actor, code),
        is_made_by_actor=actor.account_id is not None and code.made_by_id == actor.account_id,
    )
    return rules.refusal_to_take_over(terms, today=actor.today)


def _is_blocked(actor: Actor, code: TakeOverCode) -> bool:
    """Whether the paper account, or who wants to take it over, is blocked for one of its children."""
    accounts = [code.account_id, *([actor.account_id] if actor.account_id else [])]
    children = Custody.objects.filter(account_id=code.account_id).values("child_id")
    rows = Custody.objects.filter(child_id__in=children, account_id__in=accounts, blocked_at__isnull=False)
    return bool(rows.exists())


def is_on_paper(account: Account | None) -> bool:
    """Whether the account waits to be taken over: it has no address for mail and is open."""
    return account is not None and account.email is None and account.is_active


def gets_letters(account: Account) -> bool:
    """Whether news reach the account on paper: it has no address for mail, or wants letters."""
    return not account.email or account.by_letter
