"""The web edge: which city, which language, and who acts."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase

from kidsapp.audit.acts import NotPermitted
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.queries import City, city_by_host, settings_read_once
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.statements import read_at_once
from kidsapp.people.adapters.second_factor import (
    asked_at_most,
    assurance_of,
    is_stale,
    needed_by_staff,
)
from kidsapp.people.queries import actor_of
from kidsapp.web import failures

Answer = Callable[[HttpRequest], HttpResponse]
CITY_LIFETIME_SECONDS = 30
SAFE, FAILED = ("GET", "HEAD"), 500
METHODS = (*SAFE, "POST", "OPTIONS")
A_YEAR = 365 * 24 * 60 * 60
PIECE_OF_REQUEST = 64 * 1024
_cities: dict[str, tuple[float, City]] = {}


def city_of_host(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put everything that a request does inside the city of its host name, whose settings it reads once.

    What only shows is one transaction: PostgreSQL is told the city once; a page that failed leaves no line.
    What changes something leaves that to its commands: one act, one transaction, no lock longer than that.
    """

    def middleware(request: Any) -> HttpResponseBase:
        city = _city(request.get_host().partition(":")[0])
        if city is None:
            return failures.no_city(request)
        request.city = city
        with municipality_scope(city.id), settings_read_once():
            response = _shown(answer, request) if request.method in SAFE else answer(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _within(city.id, response.streaming_content)
        return response

    return middleware


def _shown(answer: Answer, request: HttpRequest) -> HttpResponseBase:
    with transaction.atomic():
        response: HttpResponseBase = answer(request)
        if response.status_code >= FAILED:
            transaction.set_rollback(True)
    return response


def _within(municipality_id: int, parts: Any) -> Iterator[bytes]:
    """The parts of an answer that are made while it is sent: they too belong to the city."""
    while True:
        with municipality_scope(municipality_id):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _city(host: str) -> City | None:
    moment = now()
    made, city = _cities.get(host, (0.0, None))
    if city is None or moment.timestamp() - made > CITY_LIFETIME_SECONDS:
        city = city_by_host(host, on=german_day(moment), default_slug=settings.DEFAULT_CITY)
        if city:
            _cities[host] = (moment.timestamp(), city)
    return city


def forget_cities() -> None:
    """Drop the kept cities (after a city folder was loaded in this process)."""
    _cities.clear()


def remembered_language(answer: Answer) -> Answer:
    """Remember the language of the page, so that the bare address opens in it next time."""

    def middleware(request: Any) -> HttpResponse:
        response = answer(request)
        language = request.LANGUAGE_CODE
        is_page = request.path.startswith(f"/{language}/")
        if is_page and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=A_YEAR,
                samesite="Lax",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    return middleware


def actor_of_account(answer: Answer) -> Answer:
    """Make the actor from the account that is logged in."""

    def middleware(request: Any) -> HttpResponse:
        request.moment = now()
        with read_at_once():
            request.actor = _actor(request)
        return answer(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted | PermissionDenied):
            return failures.forbidden(request, exception)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _actor(request: Any) -> Actor:
    return actor_of(
        request.user if request.user.is_authenticated else None,
        municipality_id=request.city.id,
        today=german_day(request.moment),
        language=request.LANGUAGE_CODE,
        assurance=assurance_of(request, request.user),
        staff_needs=needed_by_staff(request.city.row),
        asks_at_most=asked_at_most(request.city.row),
        is_stale=is_stale(request, request.user, at=request.moment),
    )


def known_methods(answer: Answer) -> Answer:
    """Browsers show pages and send forms; whoever comes with another method gets nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def address_without_nul(answer: Answer) -> Answer:
    """There is no page whose address holds the sign NUL, which PostgreSQL does not even look for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return answer(request)

    return middleware


def size_of_request(answer: Answer) -> Answer:
    """Refuse in words what is larger than a handful of documents, before anybody reads its fields."""

    def middleware(request: HttpRequest) -> HttpResponse:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdecimal() and int(declared) > settings.MOST_BYTES_OF_REQUEST:
            _swallow(request)
            return failures.too_large(request)
        return answer(request)

    return middleware


def _swallow(request: HttpRequest) -> None:
    """Read and drop what comes, within reason: a browser that still sends would not read the answer."""
    for _ in range(2 * settings.MOST_BYTES_OF_REQUEST // PIECE_OF_REQUEST):
        if not request.read(PIECE_OF_REQUEST):
            return
