"""The library's forms of passkeys in our words; whatever a browser sends is a key or is refused."""

import re
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
SIGNS = re.compile(r"[A-Za-z0-9_-]+")
"""How a browser's script writes bytes."""
UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, struct.error)
"""What the libraries raise over bytes and names that they did not expect."""


class AnswerField(forms.JSONField):
    """What the browser's script sends: short, an object, and not nested without end."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Das hat nicht geklappt. Versuchen Sie es noch einmal."),
        "invalid": _("Das hat nicht geklappt. Versuchen Sie es noch einmal."),
    }

    def to_python(self, value: Any) -> Any:
        """The object."""
        try:
            read = super().to_python(value) if len(value or "") <= LONGEST_ANSWER else ...
        except RecursionError:
            read = ...
        if read is not None and not isinstance(read, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read


def _made(credential: dict[str, Any]) -> dict[str, Any]:
    """Of a new key, what the library needs to know it again, and nothing that was only sent along."""
    response = {name: credential["response"][name] for name in ("clientDataJSON", "attestationObject")}
    names = {name: credential[name] for name in ("id", "rawId")}
    if not all(SIGNS.fullmatch(text) for text in (*response.values(), *names.values())):
        raise ValueError
    return {**names, "type": "public-key", "response": response, "clientExtensionResults": {}}


class AddPasskeyForm(allauth.AddWebAuthnForm):  # type: ignore[misc]
    """A name, and the key that the browser made."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our fields in."""
        super().__init__(*args, **options)
        self.fields.pop("passwordless", None)
        self.initial["name"] = ""
        self.fields["name"] = forms.CharField(
            label=_("Name"),
            required=False,
            max_length=LONGEST_NAME,
            help_text=_("Damit Sie ihn wiedererkennen, zum Beispiel: mein Telefon."),
            error_messages={"max_length": _("Dieser Name ist zu lang.")},
        )
        self.fields["credential"] = AnswerField()

    def clean(self) -> dict[str, Any]:
        """Only a key that made sure of its owner."""
        return dict(_read(self._checked))

    def _checked(self) -> dict[str, Any]:
        if credential := self.cleaned_data.get("credential"):
            self.cleaned_data |= {"credential": _made(credential), "passwordless": True}
        return dict(super().clean())


class _Shown:
    """A key that was shown."""

    fields: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credential"] = AnswerField()

    def clean_credential(self) -> Any:
        """The key, if it is one of ours."""
        library: Any = super()
        return _read(library.clean_credential)


class LogInByPasskeyForm(_Shown, allauth.LoginWebAuthnForm):  # type: ignore[misc]
    """Whoever the key belongs to."""


class SecondStepByPasskeyForm(_Shown, allauth.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A key after the password."""


class ProveByPasskeyForm(_Shown, allauth.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A key once more."""


def _read(reading: Any) -> Any:
    try:
        return reading()
    except ValidationError:
        raise
    except UNREADABLE as unreadable:
        raise get_adapter().validation_error("incorrect_code") from unreadable
