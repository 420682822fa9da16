"""How django-allauth makes accounts and sends its mails: through our commands and our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from kidsapp.kernel.clock import now
from kidsapp.outbox.commands import plan_mail
from kidsapp.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our mails go through the outbox; a new account remembers the language it was made in."""

    def save_user(self, request: Any, user: Account, form: Any, commit: bool = True) -> Account:
        """Keep the language of the page on which the account was made."""
        user.language = translation.get_language() or "de"
        saved: Account = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the mail in the reader's language and leave it in the outbox."""
        message = self.render_mail(template_prefix, email, context)
        plan_mail(
            recipient=email,
            sender=self.get_from_email(),
            language=translation.get_language() or "de",
            subject=message.subject,
            body=str(message.body),
            at=now(),
        )
