"""The library's forms of the second factor in our words."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.base import forms as allauth
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from kidsapp.people.commands.second_factor import DIGITS, use_recovery_code
from kidsapp.people.rules import with_our_digits

LONGEST_CODE = 40
TYPED = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "spellcheck": "false"}


def _code(hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        help_text=hint,
        widget=forms.TextInput(attrs=TYPED),
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

    def clean_code(self) -> str:
        """The code of the new app, which opens no log-in afterwards."""
        self.cleaned_data["code"] = _digits(self.cleaned_data["code"])
        code = str(super().clean_code())
        _use_up(self.user, code)
        return code


def _digits(typed: str) -> str:
    return "".join(filter(str.isdecimal, with_our_digits(typed)))


def _use_up(user: Any, code: str) -> bool:
    """Note that a code of the app was used, for as long as it would hold; ``False`` if it was before."""
    seconds = int(app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))
    return bool(cache.add(f"second-factor-used:{user.pk}:{code}", "", timeout=seconds))


class _OnlyOnce:
    """A code of an app opens once, for as long as it would hold: the library remembers for less."""

    user: Any
    authenticator: Any
    fields: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["code"] = _code(
            _("Ein Code aus der App gilt 30 Sekunden. Wird es knapp, warten Sie auf den nächsten.")
        )

    def clean_code(self) -> str:
        """A code of the app or a recovery code, unless it was used before; counted before it is looked at."""
        forget_tries = check_rate_limit(self.user)
        code = _digits(self.cleaned_data["code"])
        used = use_recovery_code(self.user, code) if len(code) == DIGITS else self._of_app(code)
        if used is None:
            raise allauth.get_adapter().validation_error("incorrect_code")
        forget_tries()
        used.user, self.authenticator = self.user, used
        return code

    def _of_app(self, code: str) -> Authenticator | None:
        app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        is_right = app is not None and app.wrap().validate_code(code)
        return app if is_right and _use_up(self.user, code) else None


class CodeForm(_OnlyOnce, allauth.AuthenticateForm):  # type: ignore[misc]
    """The second step of a log-in."""


class ProveByCodeForm(_OnlyOnce, allauth.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something weighty."""
