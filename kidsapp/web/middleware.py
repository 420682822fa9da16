"""The web edge: which city, who acts, and a friendly answer when something fails."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kidsapp.audit.acts import NotPermitted
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.queries import City, city_by_host
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.queries import actor_of
from kidsapp.web import failures

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)
CITY_LIFETIME_SECONDS = 30
_cities: dict[str, tuple[float, City]] = {}


def friendly_failures(answer: Answer) -> Answer:
    """Show a friendly page instead of a traceback when the database is away."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            return answer(request)
        except (OperationalError, InterfaceError):
            log.exception("database away")
            return failures.unavailable(request)

    return middleware


def city_of_host(answer: Answer) -> Answer:
    """Put everything that a request does inside the city of its host name."""

    def middleware(request: Any) -> HttpResponse:
        city = _city(request.get_host().partition(":")[0])
        if city is None:
            return failures.no_city(request)
        request.city = city
        with municipality_scope(city.id):
            return answer(request)

    return middleware


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


def actor_of_account(answer: Answer) -> Answer:
    """Make the actor from the account that is logged in."""

    def middleware(request: Any) -> HttpResponse:
        request.moment = now()
        request.actor = actor_of(
            request.user if request.user.is_authenticated else None,
            municipality_id=request.city.id,
            today=german_day(request.moment),
            language=request.LANGUAGE_CODE,
        )
        return answer(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted | PermissionDenied):
            return failures.forbidden(request, exception)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
