"""Each request is counted and timed by the name of its address, and told in one log line."""

import logging
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

log = logging.getLogger("kidsapp.requests")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LAST_WORDS = (
    '<!doctype html><html lang="de"><title>KidsApp</title><h1>Das hat nicht geklappt, an uns lag es</h1>'
    "<p>Versuchen Sie es in ein paar Minuten noch einmal.</p></html>"
)
"""When not even the page for failures can be made; it needs nothing but itself."""
REQUESTS = Counter("kidsapp_requests", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram("kidsapp_request_seconds", "Time until the answer began.", ["route"], buckets=BOUNDS)


def measured(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Count, time and tell each request; the answer bears the number that its line bears."""

    def middleware(request: Any) -> HttpResponseBase:
        began, number = perf_counter(), secrets.token_hex(8)
        try:
            response = answer(request)
        except Exception:
            log.exception("no page could be made of a failure", extra={"request_id": number})
            response = HttpResponse(LAST_WORDS, status=500)
        _tell(request, response, perf_counter() - began, number)
        response["X-Request-ID"] = number
        return response

    return middleware


def _tell(request: Any, response: HttpResponseBase, seconds: float, number: str) -> None:
    route, method = route_of(request), request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, str(response.status_code)).inc()
    SECONDS.labels(route).observe(seconds)
    told = {
        "route": route,
        "method": method,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "request_id": number,
        "city": request.city.slug if getattr(request, "city", None) else "",
    }
    log.info("request", extra=told)


def route_of(request: Any) -> str:
    """The name of the address, never the address itself: that holds ids, and what was searched for."""
    match = getattr(request, "resolver_match", None)
    return str(match.view_name or "unnamed") if match else "none"
