"""The pages of the second factor in our look: app, recovery codes, and the second step of a log-in."""

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as allauth
from allauth.mfa.totp import views as app
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.acts import Act
from kidsapp.audit.commands import writing
from kidsapp.audit.door import Request, door
from kidsapp.audit.events import tell
from kidsapp.page import render
from kidsapp.people import commands, policy
from kidsapp.people.adapters import second_factor_forms as forms
from kidsapp.people.adapters.account_pages import InOurLook
from kidsapp.people.adapters.devices import Renewed, renew_key
from kidsapp.people.adapters.passkey_forms import SecondStepByPasskeyForm
from kidsapp.people.adapters.second_factor import STRONG
from kidsapp.people.commands.second_factor import codes_for
from kidsapp.people.queries.second_factor import SecondFactors, second_factors_of


@dataclass(frozen=True)
class SecondFactorPage:
    """What there is, and whether this account's work asks for it."""

    factors: SecondFactors
    is_held_back: bool
    is_staff_of_demonstration: bool
    saved: str


@dataclass(frozen=True)
class FactorFormPage:
    """A form about the second factor; ``picture`` and ``key`` are what an app is set up with."""

    form: Form | None
    onward: str
    picture: str = ""
    key: str = ""
    is_staff: bool = False
    options: str = ""
    is_key_refused: bool = False
    key_url: str = ""


@dataclass(frozen=True)
class CodesPage:
    """The recovery codes, which are shown once; ``file`` is their address to save them from."""

    codes: list[str]
    file: str
    onward: str


@door(policy.see_second_factor)
@require_safe
def second_factor(request: Request) -> HttpResponse:
    """What there is; whoever is held back but has one, shows it and goes on."""
    actor = request.actor
    factors = second_factors_of(actor.account_id or 0)
    if actor.is_held_back and factors.is_set_up:
        return HttpResponseRedirect(f"{reverse('step_up')}?level={int(actor.staff_needs)}")
    is_demonstration = request.city.row.is_demonstration and actor.is_staff
    page = SecondFactorPage(factors, actor.is_held_back, is_demonstration, request.GET.get("saved", ""))
    return render.page(request, "people/family/second_factor.html", page)


class Step(InOurLook):
    """A page with a form about the second factor."""

    def content(self, context: dict[str, Any]) -> Any:
        """What the library says, as a value."""
        form = context.get("form")
        onward: Any = getattr(self, "get_next_url", lambda: None)()
        return FactorFormPage(
            form=form,
            onward=onward or "",
            picture=context.get("totp_svg", ""),
            key=" ".join(_fours(getattr(form, "secret", ""))),
            is_staff=self.request.actor.is_staff,
        )


def _fours(key: str) -> list[str]:
    return [key[start : start + 4] for start in range(0, len(key), 4)]


class Written(Step):
    """What changes the second factor is one act with one audit line."""

    act: Act

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, and note whose account was changed."""
        library: Any = super()
        with writing(self.request.actor, self.act, at=self.request.moment) as line:
            response: HttpResponse = library.form_valid(form)
            codes = self.new_codes()
            line.about(account=self.request.user.pk)
        self.changed()
        return _codes_page(self.request, codes) if codes else response

    def new_codes(self) -> list[str]:
        """Recovery codes that come with it; they are shown at once, since only their hashes are kept."""
        return []

    def changed(self) -> None:
        """What follows for the session."""


class Added(Written):
    """Who just set up a second factor has shown it: a proof for this session too."""

    kind: str
    act = policy.add_second_factor

    def new_codes(self) -> list[str]:
        """With the first factor."""
        account = self.request.user
        return codes_for(account) if second_factors_of(account.pk).codes_left is None else []

    def changed(self) -> None:
        """Note the proof."""
        record_authentication(self.request, self.request.user, STRONG, type=self.kind, reauthenticated=True)
        renew_key(self.request)


class Removed(Written):
    """Without the last factor its proofs count no more, here or anywhere else."""

    saved: str
    act = policy.remove_second_factor

    def get_success_url(self) -> str:
        """Back to what there is, which says that it is done."""
        return f"{reverse('mfa_index')}?saved={self.saved}"

    def changed(self) -> None:
        """The session is as sure as its password; those elsewhere end."""
        if second_factors_of(self.request.user.pk).is_set_up:
            return
        end_other_sessions(self.request, self.request.user)
        proofs = self.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        weaker = [proof for proof in proofs if proof.get("method") != STRONG]
        self.request.session[AUTHENTICATION_METHODS_SESSION_KEY] = weaker


class SetUpApp(Added, app.ActivateTOTPView):  # type: ignore[misc]
    """An app that makes codes."""

    kind = "totp"

    form_class = forms.SetUpAppForm
    template_name = "people/family/app_set_up.html"


class RemoveApp(Removed, app.DeactivateTOTPView):  # type: ignore[misc]
    """The app goes."""

    saved = "removed"
    template_name = "people/family/app_remove.html"


@door(policy.make_recovery_codes)
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: Request) -> HttpResponse:
    """New recovery codes, shown in the answer and never again; the old ones open nothing any more."""
    if request.method != "POST":
        return render.page(request, "people/family/codes_new.html", FactorFormPage(None, ""))
    codes = commands.make_recovery_codes(request.actor, at=request.moment)
    return _codes_page(request, codes) if codes else HttpResponseRedirect(reverse("mfa_index"))


def _codes_page(request: Any, codes: list[str]) -> HttpResponse:
    """The codes, and as a file without another request."""
    shown = [" ".join(_fours(code)) for code in codes]
    lines = quote("\r\n".join(["KidsApp", request.get_host(), "", *shown, ""]))
    onward = reverse("desk") if request.actor.is_staff else reverse("mfa_index")
    content = CodesPage(shown, f"data:text/plain;charset=utf-8,{lines}", onward)
    return render.page(request, "people/family/codes.html", content)


class SecondStep(Step, allauth.AuthenticateView):  # type: ignore[misc]
    """The second step of a log-in."""

    form_class = forms.CodeForm
    webauthn_form_class = SecondStepByPasskeyForm
    template_name = "people/family/second_step.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again; a wrong code is told to the log."""
        tell(self.request, "an attempt at the second step failed")
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def content(self, context: dict[str, Any]) -> Any:
        """A code, or a passkey where there is one."""
        page = super().content(context)
        asked = json.dumps(context["js_data"]["request_options"])
        has_key = bool(second_factors_of(self.stage.login.user.pk).keys)
        is_refused = bool(context["webauthn_form"].errors)
        return replace(page, options=asked if has_key else "", is_key_refused=is_refused)


class ProveByCode(Renewed, Step, allauth.ReauthenticateView):  # type: ignore[misc]
    """A code once more: whoever has a second factor proves with it, the password alone is not enough."""

    form_class = forms.ProveByCodeForm
    template_name = "people/family/prove_by_code.html"

    def content(self, context: dict[str, Any]) -> Any:
        """A code, or the way to show a passkey."""
        has_key = bool(second_factors_of(self.request.user.pk).keys)
        other = self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")) if has_key else ""
        return replace(super().content(context), key_url=other)
