"""Health and readiness for load balancers, metrics for Prometheus; details for whom the operator names."""

import os
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.door import Request, door
from kidsapp.kernel.clock import german_day
from kidsapp.web.telemetry import condition
from kidsapp.web.telemetry.gauges import Gauges

see_condition = act("web.see_condition", anyone)


@door(see_condition)
@require_safe
def health(request: Request) -> HttpResponse:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@door(see_condition)
@require_safe
def ready(request: Request) -> HttpResponse:
    """Whether this process can serve: the database answers and has the shape that this version needs."""
    missing = condition.missing_migrations()
    found: dict[str, Any] = {"status": "migrations are missing" if missing else "ready"}
    if is_watcher(request):
        found |= {"missing_migrations": missing, "warnings": condition.warnings(german_day(request.moment))}
    return JsonResponse(found, status=503 if missing else 200)


@door(see_condition)
@require_safe
def metrics(request: Request) -> HttpResponse:
    """Numbers for Prometheus, without ids or anything of a person; nobody else finds a page here."""
    if not is_watcher(request):
        raise Http404
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(Gauges(request.moment))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def is_watcher(request: Any) -> bool:
    """Whether the request comes from where the operator's watching does."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_FROM)


def address_of(request: Any) -> str:
    """The visitor's address as our own proxies tell it; whoever comes past them has their own."""
    told = [word.strip() for word in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if word.strip()]
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return str(told[-proxies] if 0 < proxies <= len(told) else request.META.get("REMOTE_ADDR", ""))
