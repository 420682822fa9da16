"""The inbox and one message."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.kernel.clock import german_day
from kidsapp.messaging import policy, queries
from kidsapp.messaging.commands import mark_read
from kidsapp.messaging.queries import Letter
from kidsapp.page import render


@dataclass(frozen=True)
class InboxPage:
    """The newest messages."""

    letters: list[Letter]


@door(policy.read_inbox)
@require_safe
def inbox(request: Request) -> HttpResponse:
    """All messages, newest first."""
    letters = queries.inbox(request.actor)
    request.trail.shows(letter.child_id for letter in letters if letter.child_id)
    request.trail.looks_back_to(german_day(letter.sent_at) for letter in letters if letter.child_id)
    return render.page(request, "messaging/family/inbox.html", InboxPage(letters))


@dataclass(frozen=True)
class MessagePage:
    """One message, and where it leads."""

    letter: Letter
    href: str


@door(policy.read_message)
@require_safe
def message(request: Request, public_id: str) -> HttpResponse:
    """Read one message; the first reading is noted."""
    found = queries.message_for(request.actor, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.child_id] if found.child_id else [])
    mark_read(request.actor, found, at=request.moment)
    href = f"/{translation.get_language()}{found.link}" if found.link else ""
    return render.page(request, "messaging/family/message.html", MessagePage(queries.letter_of(found), href))
