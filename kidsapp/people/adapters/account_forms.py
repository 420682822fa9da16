"""The forms of django-allauth in our words: one password field, no placeholders, lengths that fit."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from kidsapp.people.forms import AddressField

LONGEST_PASSWORD = 500
PASSWORD_HINT = _("Mindestens 8 Zeichen. Gut merken lassen sich drei Wörter hintereinander.")


def _password(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": _("Bitte geben Sie das Passwort an."),
            "max_length": _("Dieses Passwort ist zu lang."),
        },
    )


def _set_password(field: Any, label: Any) -> None:
    """Keep the library's field, which checks how good the password is, and give it our words."""
    field.label, field.help_text = label, PASSWORD_HINT
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD, _("Dieses Passwort ist zu lang.")))
    field.error_messages["required"] = _("Bitte geben Sie das neue Passwort an.")
    field.widget.attrs.pop("placeholder", None)


class LogInForm(allauth.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our fields in."""
        super().__init__(*args, **options)
        self.fields["login"] = AddressField(_("E-Mail-Adresse"), "username")
        self.fields["password"] = _password(_("Passwort"), "current-password")


class SignUpForm(allauth.SignupForm):  # type: ignore[misc]
    """Address and a new password; everything else is asked for when it is needed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our fields in."""
        super().__init__(*args, **options)
        self.fields["email"] = AddressField(_("E-Mail-Adresse"), "email")
        self.fields["password1"] = _password(_("Passwort"), "new-password", PASSWORD_HINT)

    def try_save(self, request: Any) -> Any:
        """Hash a password for a known address too: a quick answer would tell that there is an account."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ProveIdentityForm(allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something weighty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["password"] = _password(_("Passwort"), "current-password")


class ChangeEmailForm(allauth.AddEmailForm):  # type: ignore[misc]
    """The address that is to replace the present one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["email"] = AddressField(_("Neue E-Mail-Adresse"), "email")


class ChangePasswordForm(allauth.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our fields in."""
        super().__init__(*args, **options)
        del self.fields["password2"]
        self.fields["oldpassword"] = _password(_("Ihr jetziges Passwort"), "current-password")
        _set_password(self.fields["password1"], _("Neues Passwort"))


class SetPasswordForm(allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        del self.fields["password2"]
        _set_password(self.fields["password1"], _("Neues Passwort"))


class ResetPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        self.fields["email"] = AddressField(_("E-Mail-Adresse"), "username")


class ResetPasswordFromKeyForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a mail."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our field in."""
        super().__init__(*args, **options)
        del self.fields["password2"]
        _set_password(self.fields["password1"], _("Neues Passwort"))
