"""Who is logged in: read with the roles, since every request of an account asks for both."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from kidsapp.people.models import Account
from kidsapp.people.queries import account_with_roles


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """How django-allauth logs in; only the account of a session is read in our way."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, unless it was closed."""
        account = account_with_roles(user_id)
        return account if account and self.user_can_authenticate(account) else None
