"""Whoever was told to stop is told again without a page being made: a storm must not cost the others."""

from collections.abc import Callable
from http import HTTPStatus
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext

from kidsapp.people.adapters.limits import from_where

SECONDS, MOST_KEPT = 10, 10_000
_stopped: dict[tuple[str, str], float] = {}
"""Network and address, and until when; each process keeps its own, the counts of all are in ``web_cache``."""


def calm(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Once a form was answered by 429, answer its network for some seconds before session and database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return answer(request)
        key = (from_where(request), request.path_info)
        if _stopped.get(key, 0.0) > monotonic():
            return _stop(request)
        response = answer(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            _remember(key)
        return response

    return middleware


def _remember(key: tuple[str, str]) -> None:
    if len(_stopped) >= MOST_KEPT:
        _stopped.clear()
    _stopped[key] = monotonic() + SECONDS


def _stop(request: HttpRequest) -> HttpResponse:
    language = translation.get_language_from_path(request.path_info) or "de"
    with translation.override(language):
        text = gettext("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten.")
    headers = {"Retry-After": str(SECONDS), "Cache-Control": "no-store"}
    plain = "text/plain; charset=utf-8"
    return HttpResponse(text, status=HTTPStatus.TOO_MANY_REQUESTS, content_type=plain, headers=headers)


def forget() -> None:
    """Nobody was told to stop (tests)."""
    _stopped.clear()
