"""Who confirms the first address of an account, and who chose its password: they have to be the same.

Anybody may sign up with somebody else's address, and wait until its owner confirms it in good faith.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from kidsapp.people.models import Account
from kidsapp.people.queries import confirmed_emails


def is_a_stranger(request: Any, account: Account) -> bool:
    """Whether this browser is not the one in which the account was made, and nothing is confirmed yet."""
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    waiting = stage.login.user if stage else None
    return not confirmed_emails(account.pk) and (waiting is None or waiting.pk != account.pk)


def page_of_a_new_password(account: Account) -> str:
    """The page on which the account's owner chooses a password, for three days and once."""
    words = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return reverse("account_reset_password_from_key", kwargs=words)
