"""The yardstick: a bare Django view that renders the same templates from memory, no middleware, no database.

Each page is made once by the whole application; its templates and what they got are kept. What the product
draws once for all and keeps (a list of Kitas) is drawn here each time, as a view without such a thing would.
"""

import json
import os
from typing import Any
from unittest import mock

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
get_wsgi_application()

from django.conf import settings  # noqa: E402 (it needs the settings)
from django.test import Client  # noqa: E402
from django.urls import re_path  # noqa: E402
from django.utils import translation  # noqa: E402
from jinja2 import Template  # noqa: E402

from kidsapp.web.urls import urlpatterns as addresses  # noqa: E402

Used = list[tuple[Template, dict[str, Any]]]
_kept: dict[tuple[str, str], Used] = {}


def _keep(host: str, path: str, cookie: str) -> None:
    """Make a page and keep its templates, the outermost last."""
    render = Template.render
    used: Used = []

    def recorded(template: Template, **content: Any) -> str:
        used.append((template, content))
        return render(template, **content)

    with mock.patch.object(Template, "render", recorded):
        answer = Client(headers={"host": host, "cookie": cookie}).get(path)
    assert answer.status_code == 200, path
    _kept[host, path] = used


def view(request: HttpRequest) -> HttpResponse:
    """Render a kept page."""
    used = _kept[request.META["HTTP_HOST"], request.get_full_path()]
    translation.activate("de")
    drawn = [template.render(**content) for template, content in used]
    return HttpResponse(drawn[-1])


for one in json.loads(os.environ["BENCH_PAGES"]):
    _keep(*one)
urlpatterns = [re_path(r"", view), *addresses]
settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
application = WSGIHandler()
