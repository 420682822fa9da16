"""Whose account a log-in at a provider opens; it never gives a role, and takes no account over."""

import secrets
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from kidsapp.audit.commands import writing
from kidsapp.people import policy, rules
from kidsapp.people.adapters.devices import renew_key
from kidsapp.people.adapters.identity.configured import FAMILIES, STAFF, Provider, providers_of
from kidsapp.people.adapters.identity.refusals import Why, to_page
from kidsapp.people.adapters.identity.tokens import Said
from kidsapp.people.commands import join_as_guardian
from kidsapp.people.models import Account
from kidsapp.people.queries import actor_of
from kidsapp.people.queries.invitations import is_awaited_as_staff

LINK = "identity_link"
"""Who a provider said somebody is, until they show that the account is theirs."""
AGAIN_SECONDS = 5 * 60


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Our rules for log-ins at a provider."""

    def list_apps(
        self, request: Any, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """What the city's folder says; the library's table stays empty."""
        apps = [_app(found) for found in providers_of(request.city.row).values()]
        return [app for app in apps if provider in {None, app.provider, app.provider_id}]

    def on_authentication_error(self, request: HttpRequest, provider: Any, **said: Any) -> None:
        """A page in our words, whatever went wrong; nobody is logged in."""
        cancelled = said.get("error") == "cancelled"
        why = Why.CANCELLED if cancelled else Why.FAILED
        raise ImmediateHttpResponse(to_page(why, provider.said))

    def pre_social_login(self, request: Any, login: SocialLogin) -> None:
        """Check what was said; then prove, log in, or meet somebody for the first time."""
        provider, said = login.provider.said, login.said
        why = refusal(said, login.state, now=request.moment.timestamp())
        if why is None and request.user.is_authenticated:
            raise ImmediateHttpResponse(_proven(request, login))
        if why is None and login.is_existing:
            return note_proof(request, login.user, login)
        if why is None:
            why = refusal_to_meet(provider, said, today=request.actor.today)
        if why:
            raise ImmediateHttpResponse(to_page(why, provider))
        if _known(said.email):
            raise ImmediateHttpResponse(_to_own_account(request, login))
        return None

    def populate_user(self, request: HttpRequest, login: SocialLogin, data: dict[str, Any]) -> Account:
        """The names, and the language of the page."""
        account: Account = super().populate_user(request, login, data)
        account.given_name = rules.tidy(str(data.get("first_name") or ""))[: rules.LONGEST_NAME]
        account.family_name = rules.tidy(str(data.get("last_name") or ""))[: rules.LONGEST_NAME]
        account.language = translation.get_language() or "de"
        return account

    def save_user(self, request: Any, login: SocialLogin, form: Any = None) -> Account:
        """A new account; of a family's provider a guardian's, of staff's without any role."""
        with writing(request.actor, policy.sign_up, at=request.moment) as line:
            account: Account = super().save_user(request, login, form)
            line.about(account=account.pk)
            if login.provider.said.kind == FAMILIES:
                join_as_guardian(_actor(request, account), at=request.moment)
        note_proof(request, account, login)
        return account


def refusal(said: Said, state: dict[str, Any], *, now: float) -> Why | None:
    """Why what a provider said is no answer to what we asked."""
    if not secrets.compare_digest(said.nonce, str(state.get("nonce", ""))):
        return Why.FAILED
    if said.level < int(state.get("level", 0)):
        return Why.TOO_WEAK
    if state.get("again") and now - said.logged_in_at > AGAIN_SECONDS:
        return Why.NOT_AGAIN
    return None


def refusal_to_meet(provider: Provider, said: Said, *, today: Any) -> Why | None:
    """Why somebody who comes for the first time gets no account."""
    if not said.email:
        return Why.NO_ADDRESS
    if provider.kind == STAFF and not is_awaited_as_staff(said.email, today=today):
        return Why.NOT_INVITED
    return None


def note_proof(request: HttpRequest, account: Account, login: SocialLogin) -> None:
    """Note in the session how sure the provider was."""
    provider, level = login.provider.said.id, int(login.said.level)
    record_authentication(request, account, "socialaccount", provider=provider, level=level)


def _proven(request: Any, login: SocialLogin) -> Any:
    """Somebody who is logged in showed again, or better, who they are: the same person has to come back."""
    if login.user != request.user:
        return to_page(Why.SOMEBODY_ELSE, login.provider.said)
    note_proof(request, login.user, login)
    renew_key(request)
    return HttpResponseRedirect(login.get_redirect_url(request) or reverse("home"))


def _known(email: str) -> bool:
    addresses = EmailAddress.objects.filter(email__iexact=email)
    return addresses.exists() or Account.objects.filter(email__iexact=email).exists()


def _to_own_account(request: Any, login: SocialLogin) -> Any:
    """An account of this address is there: its owner opens it as always, once, and then links the two.

    The word of a provider alone opens no account that it did not make: each city has its own provider,
    but an account may have roles in several.
    """
    onward = login.get_redirect_url(request) or ""
    kept = {"provider": login.provider.said.id, "subject": login.said.subject, "email": login.said.email}
    request.session[LINK] = {**kept, "at": request.moment.timestamp(), "next": onward}
    query = urlencode({"next": reverse("identity_link"), "known": login.provider.said.kind})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


def _app(provider: Provider) -> SocialApp:
    settings = {"server_url": provider.issuer, "kind": provider.kind, "oauth_pkce_enabled": True}
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.id,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.secret,
        settings=settings,
    )


def _actor(request: Any, account: Account) -> Any:
    return actor_of(
        account,
        municipality_id=request.actor.municipality_id,
        today=request.actor.today,
        language=account.language,
    )
