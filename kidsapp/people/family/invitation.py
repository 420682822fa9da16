"""The page that an invitation's link opens."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import commands, policy
from kidsapp.people.models import Invitation
from kidsapp.people.queries.invitations import (
    first_day_of,
    held_already,
    invitation_by_token,
    refusal_to_accept,
)
from kidsapp.people.queries.team import district_names, reach_of
from kidsapp.people.texts import ROLE_HINTS, ROLE_NAMES


@dataclass(frozen=True)
class InvitationPage:
    """What somebody is invited to; whether it is theirs already, or why it cannot be."""

    role: str
    hint: str
    place: str
    first_day: date
    last_day: date | None
    is_signed_in: bool
    is_accepted: bool
    refusal: str
    onward: str


@door(policy.see_invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Show an invitation, and accept it."""
    found = invitation_by_token(token)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _show(request, found, _refusal(request, found))
    if not request.actor.account_id:
        return HttpResponseRedirect(f"{reverse('account_login')}?{_onward(request)}")
    answer = commands.accept_invitation(request.actor, found, at=request.moment)
    if isinstance(answer, Refused):
        return _show(request, found, answer)
    return HttpResponseRedirect(request.path)


def _refusal(request: Request, invitation: Invitation) -> Refused | None:
    return refusal_to_accept(request.actor, invitation) if request.actor.account_id else None


def _onward(request: Request) -> str:
    return urlencode({"next": request.path})


def _show(request: Request, found: Invitation, refused: Refused | None) -> HttpResponse:
    role = Role(found.role)
    is_accepted = found.taken_at is not None and held_already(request.actor, found) is not None
    page = InvitationPage(
        role=gettext(ROLE_NAMES[role]),
        hint=gettext(ROLE_HINTS[role]),
        place=reach_of(found, district_names([found])),
        first_day=first_day_of(request.actor, found),
        last_day=found.membership_until,
        is_signed_in=request.actor.account_id is not None,
        is_accepted=is_accepted,
        refusal=say(refused) if refused and not is_accepted else "",
        onward=_onward(request),
    )
    return render.page(request, "people/family/invitation.html", page)
