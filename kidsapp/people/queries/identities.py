"""Reading with which providers' log-ins an account opens."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from kidsapp.people.models import Account


@dataclass(frozen=True)
class Identity:
    """A log-in elsewhere that opens the account; ``provider`` is its id, of whichever city."""

    id: int
    provider: str
    since: datetime


def identity_of(account_id: int, provider: str) -> bool:
    """Whether the account opens by a log-in at this provider."""
    return bool(SocialAccount.objects.filter(user_id=account_id, provider=provider).exists())


def identities_of(account_id: int) -> list[Identity]:
    """Every log-in elsewhere that opens the account, the oldest first; one statement."""
    rows = SocialAccount.objects.filter(user_id=account_id).order_by("date_joined", "pk")
    return [Identity(row.pk, row.provider, row.date_joined) for row in rows]


def opens_otherwise(account: Account, *, without: int) -> bool:
    """Whether the account opens without this log-in elsewhere: by password, passkey or another one."""
    keys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    others = SocialAccount.objects.filter(user=account).exclude(pk=without)
    return account.has_usable_password() or bool(keys.exists()) or bool(others.exists())
