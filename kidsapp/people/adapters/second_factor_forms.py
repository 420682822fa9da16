"""The library's forms of the second factor in our words."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.base import forms as allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 40
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "spellcheck": "false"}


def _code(hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        help_text=hint,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={
            "required": _("Bitte geben Sie den Code ein."),
            "max_length": _("Dieser Code stimmt nicht. Nehmen Sie den neuesten aus der App."),
        },
    )


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app shows that it holds the key."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["code"] = _code(_("6 Ziffern. Alle 30 Sekunden kommt ein neuer."))


class _OnlyOnce:
    """A code of an app opens once, for as long as it would hold: the library remembers for less."""

    user: Any
    authenticator: Any
    fields: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["code"] = _code()

    def clean_code(self) -> str:
        """The code, unless it was used before."""
        library: Any = super()
        code = str(library.clean_code())
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not cache.add(self._name(code), "", timeout=self._holds()):
            raise allauth.get_adapter().validation_error("incorrect_code")
        return code

    def _name(self, code: str) -> str:
        return f"second-factor-used:{self.user.pk}:{''.join(filter(str.isdigit, code))}"

    def _holds(self) -> int:
        return int(app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))


class CodeForm(_OnlyOnce, allauth.AuthenticateForm):  # type: ignore[misc]
    """The second step of a log-in."""


class ProveByCodeForm(_OnlyOnce, allauth.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something weighty."""
