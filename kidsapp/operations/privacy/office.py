"""Requests for erasure on the desk: what stands against each, and the decision."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.operations import policy
from kidsapp.operations.models import ErasureRequest
from kidsapp.operations.privacy import commands
from kidsapp.operations.privacy.queries.standing import children_of_nobody_else, open_requests, standing_of
from kidsapp.operations.privacy.rules import GROUNDS, is_firm, refusal_to_erase
from kidsapp.page import render
from kidsapp.page.refusals import say

DONE = ("erased", "kept")


@dataclass(frozen=True)
class Waiting:
    """A request with what stands against it, and the grounds that the office may choose from."""

    request: ErasureRequest
    whose: str
    asked_on: date
    why_not: str
    may_erase: bool
    grounds: list[tuple[str, str]]


@dataclass(frozen=True)
class ErasuresPage:
    """Everything that waits."""

    rows: list[Waiting]
    done: str
    refusal: str


@door(policy.see_erasures)
@require_http_methods(["GET", "HEAD", "POST"])
def erasures(request: Request) -> HttpResponse:
    """Who asked to be erased; the decision is sent to the same address."""
    rows = open_requests(request.actor, policy.see_erasures)
    request.trail.shows(row.child_id for row in rows if row.child_id)
    if request.method != "POST":
        return _page(request, rows)
    chosen = next((row for row in rows if row.public_id == request.POST.get("request")), None)
    if chosen is None:
        return HttpResponseRedirect(reverse("erasures"))
    refused, done = _decide(request, chosen)
    if refused:
        return _page(request, rows, say(refused), status=409)
    return HttpResponseRedirect(f"{reverse('erasures')}?fertig={done}")


def _decide(request: Request, chosen: ErasureRequest) -> tuple[Refused | None, str]:
    if "erase" in request.POST:
        return commands.grant_erasure(request.actor, chosen, at=request.moment), "erased"
    ground = request.POST.get("ground", "")
    return commands.refuse_erasure(request.actor, chosen, ground, at=request.moment), "kept"


def _page(
    request: Request, rows: list[ErasureRequest], refusal: str = "", *, status: int = 200
) -> HttpResponse:
    done = request.GET.get("fertig", "")
    waiting = [_waiting(request, row) for row in rows]
    page = ErasuresPage(waiting, done if done in DONE else "", refusal)
    return render.page(request, "operations/office/erasures.html", page, status=status)


def _waiting(request: Request, row: ErasureRequest) -> Waiting:
    today = request.actor.today
    found = refusal_to_erase(standing_of(row, today=today), today=today)
    reasons = dict.fromkeys([*([found.reason] if found else []), *GROUNDS])
    grounds = [(why.name, gettext(str(why.value))) for why in reasons]
    return Waiting(
        row, _whose(row), german_day(row.asked_at), say(found) if found else "", not is_firm(found), grounds
    )


def _whose(row: ErasureRequest) -> str:
    if row.child:
        return str(row.child)
    with_it = ", ".join(child.given_name for child in children_of_nobody_else(row.account))
    return (
        gettext("das ganze Konto mit {children}").format(children=with_it)
        if with_it
        else gettext("das Konto")
    )
