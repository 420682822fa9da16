"""How django-allauth makes accounts and sends its mails: through our commands and our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from kidsapp.audit.commands import record, writing
from kidsapp.audit.events import tell
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.people import policy
from kidsapp.people.adapters.confirming import is_a_stranger
from kidsapp.people.adapters.limits import from_where
from kidsapp.people.commands import forget_password, join_as_guardian, want_mails
from kidsapp.people.mails import at_the_city, language_of, plan_city_mail
from kidsapp.people.models import Account
from kidsapp.people.queries import actor_of, confirmed_emails

LINKS = ("activate_url", "password_reset_url", "signup_url")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our words, our mails, our audit lines; everything stays on the host of the city."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort stimmt nicht."),
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
        "rate_limited": _("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "enter_current_password": _("Das Passwort stimmt nicht."),
        "duplicate_email": _("Das ist schon Ihre Adresse."),
        "email_taken": _("Diese Adresse geht nicht. Bitte nehmen Sie eine andere."),
        "same_as_current": _("Das ist schon Ihre Adresse."),
    }

    def save_user(self, request: Any, user: Account, form: Any, commit: bool = True) -> Account:
        """Keep the language of the page on which the account was made."""
        user.language = translation.get_language() or "de"
        saved: Account = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: Any, user: Account) -> None:
        """Log in, and note it; who just chose the password and confirmed the address has shown both."""
        super().login(request, user)
        if not get_authentication_records(request, user):
            record_authentication(request, user, method="email")
        record(_actor(user), policy.log_in, at=now(), account=user.pk)

    def confirm_email(self, request: Any, email_address: Any) -> bool:
        """Confirm the address; with its first one, an account becomes a guardian in this city.

        A password that somebody chose in another browser opens nothing then: it may be a stranger's.
        """
        account = email_address.user
        actor, is_first = _actor(account), not confirmed_emails(account.pk)
        is_of_stranger = is_a_stranger(request, account)
        with writing(actor, policy.confirm_email, at=now()) as line:
            if not super().confirm_email(request, email_address):
                return False
            line.about(account=account.pk)
            want_mails(actor, at=now())
            if is_first:
                join_as_guardian(actor, at=now())
            if is_of_stranger:
                forget_password(actor, at=now())
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the mail in the outbox, in the language of whoever has the address."""
        is_about_factor = template_prefix.startswith("mfa/")
        name = "second_factor_changed" if is_about_factor else template_prefix.rpartition("/")[2]
        language = language_of(email, otherwise=translation.get_language() or "de")
        links = {link: at_the_city(context[link]) for link in LINKS if link in context}
        with transaction.atomic():
            plan_city_mail(email, name, language=language, at=now(), **links)

    def send_notification_mail(self, template_prefix: str, *args: Any, **options: Any) -> None:
        """Tell of changes; an address that was never confirmed is taken back without a mail."""
        if not template_prefix.endswith("email_deleted"):
            super().send_notification_mail(template_prefix, *args, **options)

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Count the attempt before anything is hashed, and tell of those that are too many."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            tell(request, "too many attempts to log in")
            raise

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        """A wrong password, or an address that nobody has: the log does not say which."""
        tell(request, "an attempt to log in failed")

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """Count wrong passwords for account and network: a storm from one keeps nobody out elsewhere."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{from_where(request)}"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor proves with it; else a stolen password would be enough to remove it."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way for way in ways if way["id"] != "reauthenticate"] or ways

    def get_login_redirect_url(self, request: Any) -> str:
        """The page of the own language."""
        return reverse("home")

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to the profile, which says that it is done."""
        return f"{reverse('account_profile')}?saved=password"

    def is_safe_url(self, url: str) -> bool:
        """Only ever back to the same city; another city of the installation is another house."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def is_ajax(self, request: Any) -> bool:
        """There are pages only; what the library answers to scripts is not offered."""
        return False


def _actor(account: Account) -> Actor:
    """Somebody at the moment at which they show who they are."""
    return actor_of(
        account,
        municipality_id=current_municipality_id(),
        today=german_day(now()),
        language=account.language,
    )
