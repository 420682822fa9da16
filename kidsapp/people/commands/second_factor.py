"""What the city does for somebody who lost everything to log in with, and for the secrets themselves."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import MultiFernet
from django.db import transaction

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.people import policy
from kidsapp.people.mails import plan_city_mail
from kidsapp.people.models import Account

SECRETS = ("secret", "seed")
"""Under which names the library keeps what is locked."""


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
        kept = list(Authenticator.objects.select_for_update().order_by("pk"))
        for row in kept:
            for name in filter(row.data.__contains__, SECRETS):
                row.data[name] = box.rotate(row.data[name].encode()).decode()
            row.save(update_fields=["data"])
    return len(kept)
