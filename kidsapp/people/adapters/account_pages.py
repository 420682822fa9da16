"""The pages of django-allauth in our look: each view keeps the library's work and draws our template."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kidsapp.audit.acts import Act
from kidsapp.audit.commands import record, writing
from kidsapp.audit.events import tell
from kidsapp.page import render
from kidsapp.people import policy
from kidsapp.people.adapters import account_forms as forms
from kidsapp.people.adapters.confirming import is_a_stranger, page_of_a_new_password
from kidsapp.people.adapters.devices import Renewed
from kidsapp.people.adapters.identity.configured import providers_of
from kidsapp.people.adapters.limits import may_try
from kidsapp.people.models import Account
from kidsapp.people.ports import LogInElsewhere
from kidsapp.people.queries import confirmed_emails


@dataclass(frozen=True)
class AccountPage:
    """What the account templates need; addresses keep the way on."""

    form: Form | None
    onward: str
    log_in_url: str
    sign_up_url: str
    is_valid: bool = True
    email: str = ""
    new_email: str = ""
    is_key_refused: bool = False
    providers: tuple[LogInElsewhere, ...] = ()
    known_by: str = ""


class InOurLook:
    """Draws the view's template with an ``AccountPage``."""

    request: Any
    template_name: str

    def render_to_response(self, context: dict[str, Any], **_options: Any) -> HttpResponse:
        """The page."""
        return render.page(self.request, self.template_name, self.content(context))

    def content(self, context: dict[str, Any]) -> AccountPage:
        """What the library says, as a value."""
        onward: Any = getattr(self, "get_next_url", lambda: None)()
        return AccountPage(
            form=context.get("form"),
            onward=onward or "",
            log_in_url=context.get("login_url", ""),
            sign_up_url=context.get("signup_url", ""),
            is_valid=self.is_valid(context),
            email=self.email(context),
            new_email=getattr(context.get("new_emailaddress"), "email", ""),
        )

    def is_valid(self, context: dict[str, Any]) -> bool:
        """Whether the link that led here holds."""
        return not context.get("token_fail")

    def email(self, context: dict[str, Any]) -> str:
        """The address that the page is about."""
        return str(context.get("email", ""))


class Noted(InOurLook):
    """A page that changes an account writes the audit line of its act."""

    act: Act

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, and note whose account was changed."""
        library: Any = super()
        response: HttpResponse = library.form_valid(form)
        record(self.request.actor, self.act, at=self.request.moment, account=self.owner().pk)
        return response

    def owner(self) -> Account:
        """Whose account it is."""
        owner: Account = self.request.user
        return owner


class LogIn(InOurLook, allauth.LoginView):  # type: ignore[misc]
    """Logging in leads back to where one came from."""

    form_class = forms.LogInForm

    def content(self, context: dict[str, Any]) -> AccountPage:
        """A passkey that did not open leads back here; so does a provider's log-in with a known address."""
        found = providers_of(self.request.city.row)
        known = found.get(self.request.GET.get("known", ""))
        return replace(
            super().content(context),
            is_key_refused="passkey" in self.request.GET,
            providers=() if known else tuple(found.values()),
            known_by=known.name if known else "",
        )


class LogOut(InOurLook, allauth.LogoutView):  # type: ignore[misc]
    """Leaving is a button, because it changes something; the browser is told to forget what it kept."""

    def post(self, *args: Any, **options: Any) -> HttpResponse:
        """Leave, and leave nothing behind on a computer that others use too."""
        response: HttpResponse = super().post(*args, **options)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class Inactive(InOurLook, allauth.AccountInactiveView):  # type: ignore[misc]
    """The account is closed."""


class SignUp(InOurLook, allauth.SignupView):  # type: ignore[misc]
    """A new account; an address that has one already gets the same answer, and a mail that says so."""

    form_class = forms.SignUpForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the account and plan its mail in one transaction."""
        with writing(self.request.actor, policy.sign_up, at=self.request.moment) as line:
            response: HttpResponse = super().form_valid(form)
            if self.user:
                line.about(account=self.user.pk)
        return response


class EmailSent(InOurLook, allauth.EmailVerificationSentView):  # type: ignore[misc]
    """Look into your mailbox."""


class ConfirmEmail(InOurLook, allauth.ConfirmEmailView):  # type: ignore[misc]
    """The link of the mail; confirming is a button, since mail programs open links by themselves."""

    def post(self, *args: Any, **options: Any) -> HttpResponse:
        """Confirm; whoever did not sign up in this browser chooses the password now."""
        account = self.get_object().email_address.user
        is_of_stranger = is_a_stranger(self.request, account)
        response: HttpResponse = super().post(*args, **options)
        if is_of_stranger and confirmed_emails(account.pk):
            return HttpResponseRedirect(page_of_a_new_password(Account.objects.get(pk=account.pk)))
        return response

    def is_valid(self, context: dict[str, Any]) -> bool:
        """Whether there is an address to confirm."""
        return bool(context["can_confirm"])


class ProveIdentity(Renewed, InOurLook, allauth.ReauthenticateView):  # type: ignore[misc]
    """The password once more."""

    form_class = forms.ProveIdentityForm


class ChangeEmail(Noted, allauth.EmailView):  # type: ignore[misc]
    """The address, and the one that waits to be confirmed in its place."""

    form_class = forms.ChangeEmailForm
    act = policy.change_email

    def email(self, context: dict[str, Any]) -> str:
        """The present address."""
        return str(self.request.user.email)


class ChangePassword(Noted, allauth.PasswordChangeView):  # type: ignore[misc]
    """A new password for somebody who knows the present one."""

    form_class = forms.ChangePasswordForm
    act = policy.change_password


class SetPassword(Noted, allauth.PasswordSetView):  # type: ignore[misc]
    """A first password for somebody who logs in another way."""

    form_class = forms.SetPasswordForm
    act = policy.change_password


class ResetPassword(InOurLook, allauth.PasswordResetView):  # type: ignore[misc]
    """Where to send the link; the answer is the same whether there is such an account or not."""

    form_class = forms.ResetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Send no sixth mail within an hour: the links of the others hold, and the answer is the same."""
        if may_try(self.request, "reset_mail", key=form.cleaned_data["email"].lower()):
            answer: HttpResponse = super().form_valid(form)
            return answer
        return HttpResponseRedirect(self.get_success_url())


class ResetPasswordSent(InOurLook, allauth.PasswordResetDoneView):  # type: ignore[misc]
    """Look into your mailbox."""


class ResetPasswordFromKey(Noted, allauth.PasswordResetFromKeyView):  # type: ignore[misc]
    """The link of the mail."""

    form_class = forms.ResetPasswordFromKeyForm
    act = policy.reset_password

    def owner(self) -> Account:
        """Whoever the link was sent to; nobody is logged in here."""
        owner: Account = self.reset_user
        return owner


class ResetPasswordDone(InOurLook, allauth.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    """The new password holds."""


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: the same address or computer asked too often."""
    tell(request, "too many requests")
    content = AccountPage(None, "", "", "")
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render.page(request, "account/too_many_requests.html", content, status=status)
