"""Where the own account is logged in, and logging out elsewhere."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.people import commands, policy
from kidsapp.people.queries.sessions import Device, devices_of


@dataclass(frozen=True)
class DevicesPage:
    """Where the account is logged in; ``is_done`` after a session was ended."""

    devices: list[Device]
    is_done: bool


@door(policy.see_sessions)
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: Request) -> HttpResponse:
    """The list; a button each, and one for all others."""
    this = request.session.session_key
    if request.method == "POST":
        commands.end_sessions(request.actor, this=this, only=_only(request), at=request.moment)
        return HttpResponseRedirect(f"{reverse('usersessions_list')}?saved=1")
    found = devices_of(request.actor.account_id or 0, this=this, at=request.moment)
    page = DevicesPage(found, "saved" in request.GET)
    return render.page(request, "people/family/devices.html", page)


def _only(request: Request) -> int | None:
    """Which one, unless all are meant; what cannot be read is none."""
    if "all" in request.POST:
        return None
    return whole_number(request.POST.get("device", ""), digits=18) or 0
