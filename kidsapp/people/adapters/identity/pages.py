"""The way to a provider and back: a button that leads there, the answer, and what follows."""

import secrets
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.audit.events import tell
from kidsapp.kernel.actors import Assurance
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.people import commands, policy
from kidsapp.people.adapters.identity.accounts import LINK
from kidsapp.people.adapters.identity.configured import Provider, providers_of
from kidsapp.people.adapters.identity.refusals import TEXTS, Why, to_page
from kidsapp.people.adapters.identity.tokens import FAILURES, CityAdapter
from kidsapp.people.queries.identities import identity_of

LINK_SECONDS = 10 * 60


@dataclass(frozen=True)
class IdentityPage:
    """A page about one provider."""

    kind: str
    name: str
    text: str = ""
    onward: str = ""
    level: int = 0
    is_signed_in: bool = False


@door(policy.log_in)
@require_POST
def start(request: Request, kind: str) -> HttpResponse:
    """Off to the provider; what we ask there is kept in the session until the answer comes."""
    provider = _provider(request, kind)
    asked, is_again = _level(request.POST.get("level", "")), "again" in request.POST
    nonce = secrets.token_urlsafe(24)
    there = CityAdapter(request, provider.id).get_provider()
    try:
        answer: HttpResponse = there.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=_onward(request.POST.get("next", "")),
            auth_params=_asked_there(provider, asked, nonce, is_again=is_again),
            nonce=nonce,
            level=int(asked),
            again=is_again,
        )
    except (*FAILURES, KeyError, ValueError):
        return to_page(Why.FAILED, provider)
    return answer


def _asked_there(provider: Provider, level: Assurance, nonce: str, *, is_again: bool) -> dict[str, str]:
    asked = {"nonce": nonce, "acr_values": provider.acr_values(level)}
    if is_again:
        asked |= {"prompt": "login", "max_age": "0"}
    return {name: value for name, value in asked.items() if value}


@door(policy.log_in)
@require_safe
def callback(request: Request, kind: str) -> HttpResponse:
    """The provider's answer."""
    provider = _provider(request, kind)
    adapter = CityAdapter(request, provider.id)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except (KeyError, ValueError) as unreadable:
        answer = render_authentication_error(request, adapter.get_provider(), exception=unreadable)
    return answer


@door(policy.log_in)
@require_safe
def refused(request: Request, kind: str, why: str) -> HttpResponse:
    """Why it did not work, and where else one can log in."""
    provider = _provider(request, kind)
    if why not in set(Why):
        raise Http404
    is_signed_in = request.actor.account_id is not None
    tell(request, f"a log-in at a provider ended: {why}")
    content = IdentityPage(kind, provider.name, gettext(TEXTS[Why(why)]), is_signed_in=is_signed_in)
    return render.page(request, "people/family/identity_refused.html", content, status=403)


@door(policy.prove_identity)
@require_safe
def prove(request: Request, kind: str) -> HttpResponse:
    """Show again, or better, at the provider who one is."""
    provider, level = _provider(request, kind), _level(request.GET.get("level", ""))
    onward = _onward(request.GET.get("next", ""))
    content = IdentityPage(kind, provider.name, onward=onward, level=int(level))
    return render.page(request, "people/family/identity_prove.html", content)


@door(policy.link_identity)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request) -> HttpResponse:
    """Whoever came from a provider and has an account already says that both are theirs."""
    held = request.session.get(LINK)
    provider = _held_provider(request, held) if held else None
    if held is None or provider is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method == "POST":
        del request.session[LINK]
        if "no" not in request.POST:
            commands.link_identity(
                request.actor,
                provider.id,
                held["subject"],
                email=held["email"],
                at_whose=provider.name,
                at=request.moment,
            )
        return HttpResponseRedirect(held["next"] or reverse("home"))
    content = IdentityPage(provider.kind, provider.name, held["email"])
    return render.page(request, "people/family/identity_link.html", content)


def _held_provider(request: Request, held: dict[str, Any]) -> Provider | None:
    is_over = request.moment.timestamp() - held["at"] > LINK_SECONDS
    found = [
        provider for provider in providers_of(request.city.row).values() if provider.id == held["provider"]
    ]
    return None if is_over or not found else found[0]


def way_to_prove(request: Request, level: Assurance) -> str:
    """The page on which somebody proves at a provider; ``""`` for whoever has none that could do it."""
    for kind, provider in providers_of(request.city.row).items():
        is_enough = level <= Assurance.PASSWORD or provider.acr_values(level) or provider.second_factor
        if is_enough and identity_of(request.actor.account_id or 0, provider.id):
            return reverse("identity_prove", kwargs={"kind": kind})
    return ""


def _provider(request: Request, kind: str) -> Provider:
    found = providers_of(request.city.row).get(kind)
    if found is None:
        raise Http404
    return found


def _onward(asked: str) -> str:
    return asked if get_adapter().is_safe_url(asked) else reverse("home")


def _level(asked: str) -> Assurance:
    number = whole_number(asked, digits=1)
    return Assurance(number) if number in set(Assurance) else Assurance.NONE
