"""The own data: take it along, or ask to have it erased."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.documents.answers import pdf_answer
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.operations import policy
from kidsapp.operations.models import ErasureRequest
from kidsapp.operations.privacy import commands
from kidsapp.operations.privacy.handed_out import export_pdf, json_of
from kidsapp.operations.privacy.queries.standing import own_requests
from kidsapp.operations.privacy.refusals import ErasureRefusal
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people.models import Child
from kidsapp.people.queries import children_of

WHOLE_ACCOUNT = "account"


@dataclass(frozen=True)
class RequestLine:
    """What was asked for, and what became of it."""

    whose: str
    asked_on: date
    is_open: bool
    why: str


@dataclass(frozen=True)
class OwnDataPage:
    """Files to take along, and for whom one may ask."""

    children: list[Child]
    lines: list[RequestLine]
    refusal: str
    is_asked: bool


@door(policy.see_own_data)
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: Request) -> HttpResponse:
    """What one may do with what is held about oneself; a form asks for an erasure."""
    children = children_of(request.actor)
    if request.method == "POST":
        answer = _ask(request, children, request.POST.get("what", ""))
        if isinstance(answer, Refused):
            return _page(request, children, say(answer), status=409)
        return HttpResponseRedirect(reverse("own_data") + ("?beantragt=1" if answer else ""))
    return _page(request, children)


def _ask(request: Request, children: list[Child], what: str) -> ErasureRequest | Refused | None:
    if what == WHOLE_ACCOUNT:
        return commands.ask_for_erasure(request.actor, at=request.moment)
    chosen = next((child for child in children if child.public_id == what), None)
    return commands.ask_to_erase_child(request.actor, chosen, at=request.moment) if chosen else None


def _page(request: Request, children: list[Child], refusal: str = "", *, status: int = 200) -> HttpResponse:
    request.trail.shows(child.pk for child in children)
    lines = [_line(row) for row in own_requests(request.actor)]
    page = OwnDataPage(children, lines, refusal, "beantragt" in request.GET)
    return render.page(request, "operations/family/own_data.html", page, status=status)


def _line(row: ErasureRequest) -> RequestLine:
    whose = row.child.given_name if row.child else gettext("Mein Konto")
    why = gettext(ErasureRefusal[row.ground].value) if row.ground else ""
    is_open = row.state == ErasureRequest.State.ASKED
    return RequestLine(whose, german_day(row.asked_at), is_open, why)


@door(policy.export_own_data)
@require_safe
def own_data_json(request: Request) -> HttpResponse:
    """Everything, for machines (Art. 20 GDPR)."""
    found = commands.export_own_data(request.actor, at=request.moment)
    request.trail.shows(found.children)
    headers = {"Content-Disposition": 'attachment; filename="kidsapp.json"', "Cache-Control": "no-store"}
    content = json_of(found, city=request.city, at=request.moment)
    return HttpResponse(content, content_type="application/json", headers=headers)


@door(policy.export_own_data)
@require_safe
def own_data_pdf(request: Request) -> HttpResponse:
    """Everything, to read (Art. 15 GDPR)."""
    found = commands.export_own_data(request.actor, at=request.moment)
    request.trail.shows(found.children)
    return pdf_answer(export_pdf(found, city=request.city, at=request.moment), "KidsApp", is_download=True)
