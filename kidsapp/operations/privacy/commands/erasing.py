"""Erasing a child or an account with everything about them, and keeping the name on the list."""

from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.queries import city_in_scope
from kidsapp.operations import policy
from kidsapp.operations.models import Erasure
from kidsapp.operations.privacy.commands.rows import (
    erase_rows_of_account,
    erase_rows_of_child,
    erase_rows_to,
)
from kidsapp.operations.privacy.outside import Entry, append
from kidsapp.operations.privacy.queries.elsewhere import is_known_elsewhere
from kidsapp.operations.privacy.queries.standing import children_of_nobody_else
from kidsapp.people.models import Account, Child, NamedGuardian


def erase_child(actor: Actor, child: Child, *, at: datetime) -> None:
    """Erase a child for good; the caller has asked the policy and whether a law keeps it."""
    with writing(actor, policy.erase_person, at=at) as line:
        child = Child.objects.select_for_update().get(pk=child.pk)
        counts = let_child_go(child.pk)
        _put_on_list(Erasure.Whom.CHILD, child.public_id, at)
        line.about(child.pk, **counts)


def let_child_go(child_id: int) -> dict[str, int]:
    """Everything about a child, mails to those who were named for it too; part of an act."""
    named = NamedGuardian.objects.filter(child=child_id, account=None).exclude(email="")
    addresses = list(named.values_list("email", flat=True))
    counts = erase_rows_of_child(child_id)
    erase_rows_to(addresses)
    return counts


def erase_account(actor: Actor, account: Account, *, at: datetime) -> bool:
    """Erase an account in this city, with the children that have nobody else; ``False``: it lives elsewhere.

    An account that another city holds too stays there, and loses everything of this one.
    """
    with writing(actor, policy.erase_person, at=at) as line:
        account_id = account.pk
        account = Account.objects.select_for_update().get(pk=account_id)
        for child in children_of_nobody_else(account):
            erase_child(actor, child, at=at)
        is_gone = not is_known_elsewhere(account.pk)
        counts = let_account_go(account, wholly=is_gone)
        _put_on_list(Erasure.Whom.ACCOUNT, account.public_id, at)
        line.about(account=account_id, **counts)
        return is_gone


def let_account_go(account: Account, *, wholly: bool) -> dict[str, int]:
    """Everything of this city about an account; ``wholly``: the account and its log-ins too."""
    addresses = _addresses(account)
    counts = erase_rows_of_account(account.pk)
    erase_rows_to(addresses)
    if wholly:
        _erase_log_ins(account)
        account.delete()
    return counts


def _addresses(account: Account) -> list[str]:
    known = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    return sorted({*known, account.email or ""} - {""})


def _erase_log_ins(account: Account) -> None:
    keys = UserSession.objects.filter(user=account).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def _put_on_list(whom: Erasure.Whom, name: str, at: datetime) -> None:
    """In the database now, in the file outside once that is certain."""
    if Erasure.objects.filter(whom=whom, name=name).exists():
        return
    Erasure.objects.create(whom=whom, name=name, at=at)
    entry = Entry(city_in_scope().slug, whom.value, name, at)
    transaction.on_commit(partial(append, settings.ERASURES, [entry]))
