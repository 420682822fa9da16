"""What every answer tells the browser not to do: the content security policy and its companions."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kidsapp.page.nonce import fresh_nonce
from kidsapp.people.adapters.identity.configured import providers_of
from kidsapp.places.family.map import tiles_of

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: {tiles}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'{identity}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Only our own files, scripts only with the word of this answer, the map's tiles from where the city says."""
FOR_FILES = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What is no page of ours, a family's document before all, loads and runs nothing."""
COMPANIONS = {
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def protective_headers(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Say in every answer what the browser may load and run; keep no page of somebody who is logged in."""

    def middleware(request: Any) -> HttpResponseBase:
        with fresh_nonce() as word:
            response = answer(request)
        response.setdefault("Content-Security-Policy", _policy(request, response, word))
        for name, value in COMPANIONS.items():
            response.setdefault(name, value)
        if getattr(request, "actor", None) and request.actor.account_id is not None:
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _policy(request: Any, response: HttpResponseBase, word: str) -> str:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return FOR_FILES
    city = getattr(request, "city", None)
    policy = POLICY.format(nonce=word, **_of_city(city))
    return f"{policy}; upgrade-insecure-requests" if settings.SESSION_COOKIE_SECURE else policy


def _of_city(city: Any) -> dict[str, str]:
    """Where the city's tiles come from, and where its log-ins elsewhere lead to."""
    if city is None:
        return {"tiles": "", "identity": ""}
    origins = sorted({provider.origin for provider in providers_of(city.row).values()})
    leading = "".join(f" {origin}" for origin in origins)
    return {"tiles": _origin(tiles_of(city)["url"]), "identity": leading}


@lru_cache(256)
def _origin(url: str) -> str:
    """Where a city's tiles come from; its numbered hosts stand as one star."""
    parts = urlsplit(url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"
