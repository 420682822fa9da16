"""The pages for what went wrong; the plainest of them need neither city nor database."""

import errno
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.events import tell
from kidsapp.page import kept, render

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class FailurePage:
    """Which friendly text to show; title, text and ways out where the usual ones do not fit."""

    status: int
    title: str = ""
    text: str = ""
    ways: tuple[tuple[str, str], ...] = ()


def _bare(status: int, again: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    return HttpResponse(render.template("page/500.html").render(again=again), status=status)


def _dressed(request: HttpRequest, status: int) -> HttpResponse:
    if not hasattr(request, "actor"):
        return _bare(status)
    return render.page(request, "page/error.html", FailurePage(status), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that we cannot read."""
    return _dressed(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this page is for somebody else."""
    tell(request, f"refused: {exception}" if isinstance(exception, NotPermitted) else "refused")
    return _dressed(request, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old; what was typed is kept for the same form when it opens again.

    What another site sends is not: it would come back as the visitor's own, with a token that fits.
    """
    tell(request, "a form without a token that fits")
    if hasattr(request, "session") and hasattr(request, "actor") and _is_from_here(request):
        kept.keep(request)
        title = gettext("Das Formular war zu lange offen")
        text = gettext("Öffnen Sie es noch einmal und senden Sie es ab. Ihre Angaben sind noch da.")
        page = FailurePage(403, title, text, ((gettext("Formular wieder öffnen"), request.path),))
        return render.page(request, "page/error.html", page, status=403)
    return _bare(403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether one of our own pages sent it; every browser that we know says which site a form is of."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than a handful of documents at once."""
    title = gettext("Das war zu viel auf einmal")
    text = gettext("Eine Datei darf 10 MB haben. Senden Sie bitte weniger oder kleinere Dateien auf einmal.")
    page = FailurePage(413, title, text, ((gettext("Zurück zur Seite"), request.path),))
    return render.page(request, "page/error.html", page, status=413)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here."""
    return _dressed(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; or 503 while the database is away or a disk full: browsers and proxies try again.

    What a form sent stands in the page, since nothing else can keep it now: a button sends it again.
    """
    return _bare(503 if _passes(sys.exception()) else 500, kept.to_send_again(request))


def _passes(error: BaseException | None) -> bool:
    """Whether it works again without a change of ours: the database is away, a disk is full."""
    is_full = isinstance(error, OSError) and error.errno in FULL
    return is_full or isinstance(error, InterfaceError | OperationalError)


def no_city(request: HttpRequest) -> HttpResponse:
    """404: no city is loaded under this name."""
    return _bare(404)
