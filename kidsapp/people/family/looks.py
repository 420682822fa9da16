"""Who looked at a child's data, when and why: for its family."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.audit.ports import TEXTS
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.people import policy
from kidsapp.people.models import Child
from kidsapp.people.queries import child_for
from kidsapp.people.queries.looks import SeenLook, looks_at
from kidsapp.people.texts import LOOKED_AT_BY, REASONS_TO_LOOK, ROLE_NAMES

LAST_PAGE = 10_000


@dataclass(frozen=True)
class LookLine:
    """One line on the page."""

    look: SeenLook
    what: str
    who: str
    why: str


@dataclass(frozen=True)
class LooksPage:
    """A part of what was seen of a child."""

    child: Child
    lines: list[LookLine]
    number: int
    with_own: bool
    previous_url: str
    next_url: str


@door(policy.see_child_audit)
@require_safe
def looks(request: Request, public_id: str) -> HttpResponse:
    """Who saw or changed what about a child."""
    child = child_for(request.actor, policy.see_child_audit, public_id)
    if child is None:
        raise Http404
    request.trail.shows([child.pk])
    number = min(whole_number(request.GET.get("seite", ""), digits=6) or 1, LAST_PAGE)
    with_own = "eigene" in request.GET
    found, has_more = looks_at(request.actor, child, page=number, with_own=with_own)
    request.trail.looks_back_to(german_day(look.at) for look in found)
    url = reverse("child_audit", kwargs={"public_id": child.public_id})
    own = "&eigene=1" if with_own else ""
    page = LooksPage(
        child=child,
        lines=[_line(look) for look in found],
        number=number,
        with_own=with_own,
        previous_url=f"{url}?seite={number - 1}{own}" if number > 1 else "",
        next_url=f"{url}?seite={number + 1}{own}" if has_more else "",
    )
    return render.page(request, "people/family/looks.html", page)


def _line(look: SeenLook) -> LookLine:
    what = gettext(TEXTS[look.act]) if look.act in TEXTS else look.act
    if look.reason:
        what = gettext("{act}. Der Grund: {reason}").format(act=what, reason=look.reason)
    if look.role and look.by == "staff":
        return LookLine(look, what, gettext(ROLE_NAMES[look.role]), gettext(REASONS_TO_LOOK[look.role]))
    return LookLine(look, what, gettext(LOOKED_AT_BY[look.by]), _why(look))


def _why(look: SeenLook) -> str:
    return gettext(REASONS_TO_LOOK[None]) if look.by == "system" else ""
