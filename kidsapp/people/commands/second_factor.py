"""Recovery codes, help for somebody who lost everything to log in with, and how secrets are locked."""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import MultiFernet
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.people import policy
from kidsapp.people.mails import plan_city_mail
from kidsapp.people.models import Account
from kidsapp.people.queries import account_of
from kidsapp.people.queries.second_factor import second_factors_of

LOCKED = "secret"
"""Under which name the library keeps what is locked."""
CODES, DIGITS = 10, 12
"""The first digit is the code's number, so that one hash is compared and not ten: 36 random bits follow."""


def codes_for(account: Account) -> list[str]:
    """New recovery codes instead of those before; part of an act. We keep hashes, like those of passwords."""
    codes = [f"{number}{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}" for number in range(CODES)]
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.filter(user=account, type=kind).delete()
    Authenticator.objects.create(user=account, type=kind, data={"hashes": [make_password(c) for c in codes]})
    return codes


def make_recovery_codes(actor: Actor, *, at: datetime) -> list[str]:
    """New recovery codes for the own account, told by mail; none without a second factor."""
    with writing(actor, policy.make_recovery_codes, at=at) as line:
        policy.make_recovery_codes.demand(actor)
        account = account_of(actor, locked=True)
        if not second_factors_of(account.pk).is_set_up:
            return []
        plan_city_mail(account.email or "", "second_factor_changed", language=account.language, at=at)
        line.about(account=account.pk)
        return codes_for(account)


def use_recovery_code(account: Account, code: str) -> Authenticator | None:
    """Use a code up; ``None`` if it is none of the account's, or was used before."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update()
        row: Authenticator | None = rows.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
        kept = row.data.get("hashes", []) if row and len(code) == DIGITS and code.isdecimal() else []
        number = int(code[0]) if kept else 0
        if row is None or not kept or not check_password(code, kept[number]):
            return None
        kept[number] = ""
        row.save(update_fields=["data"])
        return row


def reset_second_factor(actor: Actor, account: Account, *, at: datetime) -> bool:
    """Take the second factor from an account whose owner lost it; for the command line only.

    Whoever may use the server's command line has made sure who asks (docs/operating.md).
    """
    with writing(actor, policy.reset_second_factor, at=at) as line:
        removed, _ = Authenticator.objects.filter(user=account).delete()
        if not removed:
            return False
        for session in UserSession.objects.filter(user=account):
            session.end()
        plan_city_mail(account.email or "", "second_factor_changed", language=account.language, at=at)
        line.about(account=account.pk)
        return True


def lock_secrets_again(box: MultiFernet) -> int:
    """Lock every secret with the newest of the installation's secrets; returns how many."""
    with transaction.atomic():
        kept = list(Authenticator.objects.select_for_update().filter(data__has_key=LOCKED).order_by("pk"))
        for row in kept:
            row.data[LOCKED] = box.rotate(row.data[LOCKED].encode()).decode()
            row.save(update_fields=["data"])
    return len(kept)
