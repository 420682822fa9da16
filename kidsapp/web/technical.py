"""What browsers and operators ask for: theme, manifest, service worker, gallery."""

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.door import Request, door
from kidsapp.kernel.clock import german_day
from kidsapp.page import render
from kidsapp.page.theme import stylesheet

see_technical = act("web.see_technical", anyone)
A_DAY = "public, max-age=3600"
FOR_WORKER = "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
"""The worker fetches our own files and pages for the browser; it would not even start without."""


@door(see_technical)
@require_safe
def theme(request: Request) -> HttpResponse:
    """The tokens that this city sets, as custom properties."""
    response = HttpResponse(stylesheet(request.city.row.theme), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = A_DAY
    return response


@door(see_technical)
@require_safe
def manifest(request: Request) -> HttpResponse:
    """What a phone needs to install the app."""
    language = translation.get_language() or "de"
    content = {
        "name": f"KidsApp {request.city.name}",
        "short_name": "KidsApp",
        "lang": language.partition("-")[0],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#ffffff",
        "icons": [
            {"src": static(f"page/icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    return HttpResponse(json.dumps(content), content_type="application/manifest+json")


@door(see_technical)
@require_safe
def service_worker(request: Request) -> HttpResponse:
    """The worker that shows a friendly page without a network; it keeps no personal page."""
    assets = [static("page/page.css"), static("page/sprite.svg"), static("page/arabic.css")]
    text = render.template("web/service_worker.js").render(assets=json.dumps(assets))
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = FOR_WORKER
    return response


@door(see_technical)
@require_safe
def offline(request: Request) -> HttpResponse:
    """What is shown without a network; one page in every language, so that it can be kept."""
    return HttpResponse(render.template("page/offline.html").render())


@door(see_technical)
@require_safe
def security_txt(request: Request) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); nothing when the operator named nobody, or too long ago."""
    until = settings.SECURITY_UNTIL
    if not settings.SECURITY_CONTACT or until is None or until < german_day(request.moment):
        raise Http404
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until.isoformat()}T00:00:00Z",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri()}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
