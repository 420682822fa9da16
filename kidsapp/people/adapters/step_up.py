"""Showing better, or again, who one is before something weighty, and the way back to it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.kernel.actors import Assurance
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import kept, render
from kidsapp.people import policy
from kidsapp.people.adapters.identity.pages import way_to_prove
from kidsapp.people.queries.second_factor import second_factors_of


@dataclass(frozen=True)
class GoOnPage:
    """What the button sends."""

    kept: kept.Kept


@door(policy.prove_identity)
@require_safe
def step_up(request: Request) -> HttpResponse:
    """Choose the proof that is asked for: a second factor where the level is too low, else what there is."""
    asked = whole_number(request.GET.get("level", ""), digits=1) or 0
    level = Assurance(asked) if asked in set(Assurance) else Assurance.NONE
    is_too_low = request.actor.assurance < level
    name = _stronger(request, level) if is_too_low else _again(request)
    query = {"next": _onward(request), **({"level": int(level)} if is_too_low else {})}
    return HttpResponseRedirect(f"{name}?{urlencode(query)}")


def _stronger(request: Request, level: Assurance) -> str:
    """The own second factor before the provider, the provider before setting one up."""
    is_set_up = second_factors_of(request.actor.account_id or 0).is_set_up
    if is_set_up and level <= Assurance.SUBSTANTIAL:
        return reverse("mfa_reauthenticate")
    return way_to_prove(request, level) or reverse("mfa_index")


def _again(request: Any) -> str:
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    own = str(ways[0]["url"]) if ways else ""
    return own or way_to_prove(request, Assurance.PASSWORD) or reverse("account_profile")


def _onward(request: Request) -> str:
    onward = request.GET.get("next", "")
    return onward if get_adapter(request).is_safe_url(onward) else reverse("home")


@door(policy.prove_identity)
@require_safe
def go_on(request: Request) -> HttpResponse:
    """After the proof: a button that sends what was typed, or fetches the file."""
    found = kept.kept_to_send(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return render.page(request, "people/family/go_on.html", GoOnPage(found))
