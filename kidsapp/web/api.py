"""The published interface: the modules' routers in one description, errors as problem details (RFC 9457)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.door import door
from kidsapp.places.api import router as places

see_description = act("web.see_api_description", anyone)
NAMESPACE = "api-1"
api = NinjaAPI(
    title="KidsApp",
    version="1.0",
    description="Kitas and child minders of a city. The city is the one of the host name.",
    docs_url=None,
    urls_namespace=NAMESPACE,
)
api.add_router("", places)


def problem(status: int, title: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """What went wrong, in words, and at which parameters."""
    body = {"type": "about:blank", "title": title, "status": status, "errors": errors or []}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"field": str(found["loc"][-1]), "message": str(found["msg"])} for found in error.errors]
    return problem(422, gettext("Diese Anfrage ist so nicht lesbar."), errors)


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, gettext("Das gibt es hier nicht."))


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


def api_urls() -> tuple[list[URLPattern], str, str]:
    """The addresses of the interface, each with its act."""
    acts = {
        operation.url_name: operation.view_func.act  # type: ignore[attr-defined]
        for view in places.path_operations.values()
        for operation in view.operations
    }
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        if pattern.name in acts:
            pattern.callback.act = acts[pattern.name]
        else:
            pattern.callback = door(see_description)(pattern.callback)
    return patterns, "ninja", NAMESPACE
