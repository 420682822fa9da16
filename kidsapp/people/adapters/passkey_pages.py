"""Passkeys in our look: adding, naming, removing, and logging in with one; all need the browser's script."""

import json
from dataclasses import dataclass
from typing import Any

from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from kidsapp.audit.events import tell
from kidsapp.people.adapters import passkey_forms as forms
from kidsapp.people.adapters.account_pages import InOurLook
from kidsapp.people.adapters.devices import Renewed
from kidsapp.people.adapters.second_factor_pages import Added, Removed


@dataclass(frozen=True)
class PasskeyPage:
    """What the browser is asked for, as the script reads it; ``name`` of a key that is there."""

    form: Form | None
    options: str
    onward: str = ""
    name: str = ""
    other_url: str = ""


class AddPasskey(Added, allauth.AddWebAuthnView):  # type: ignore[misc]
    """A key of this device or of its owner's other devices; always one that shows its owner itself."""

    form_class = forms.AddPasskeyForm
    kind = "webauthn"
    template_name = "people/family/passkey_add.html"

    def content(self, context: dict[str, Any]) -> Any:
        """The library asks for a key beside a password; ours stand alone."""
        asked = auth.begin_registration(self.request.user, passwordless=True)
        return PasskeyPage(context.get("form"), json.dumps(asked))


class RemovePasskey(Removed, allauth.RemoveWebAuthnView):  # type: ignore[misc]
    """One key goes."""

    saved = "passkey_removed"
    template_name = "people/family/passkey_remove.html"

    def content(self, context: dict[str, Any]) -> Any:
        """Which one."""
        return PasskeyPage(context.get("form"), "", name=str(self.object.wrap().name))


class LogInByPasskey(allauth.LoginWebAuthnView):  # type: ignore[misc]
    """The script fetches what to ask and sends what the browser answered; everybody else logs in by form."""

    form_class = forms.LogInByPasskeyForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What to ask the browser for: any key of this city's host."""
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(dict(auth.begin_authentication(user=None)))
        return HttpResponseRedirect(reverse("account_login"))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the log-in, which says that it did not work."""
        tell(self.request, "an attempt to log in by passkey failed")
        return HttpResponseRedirect(f"{reverse('account_login')}?passkey=refused")


class ProveByPasskey(Renewed, InOurLook, allauth.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The key once more, before something weighty."""

    form_class = forms.ProveByPasskeyForm
    template_name = "people/family/passkey_prove.html"

    def content(self, context: dict[str, Any]) -> Any:
        """What to ask the browser for."""
        asked = json.dumps(context["js_data"]["request_options"])
        other: str = self.passthrough_next_url(reverse("mfa_reauthenticate"))
        return PasskeyPage(context.get("form"), asked, self.get_next_url() or "", other_url=other)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, which says that it did not work."""
        return self.render_to_response(self.get_context_data(form=form))
