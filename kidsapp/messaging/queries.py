"""Reading the inbox in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from kidsapp.kernel.actors import Actor
from kidsapp.messaging import policy
from kidsapp.messaging.models import Message
from kidsapp.messaging.ports import TEXTS
from kidsapp.municipality.questions import Question
from kidsapp.page.jinja import day

INBOX_LENGTH = 50
TRANSLATED = ("reason", "role")
"""Facts that are texts of the catalogue."""


@dataclass(frozen=True)
class Letter:
    """A message as its reader sees it."""

    public_id: str
    title: str
    body: str
    sent_at: datetime
    is_read: bool
    link: str
    child_id: int | None


def inbox(actor: Actor) -> list[Letter]:
    """The newest messages, newest first; one statement."""
    return [
        letter_of(row) for row in policy.read_inbox.permitted(actor, Message.objects.all())[:INBOX_LENGTH]
    ]


def message_for(actor: Actor, public_id: str) -> Message | None:
    """The message with this public id, if it was sent to the actor."""
    found: Message | None = policy.read_message.permitted(
        actor, Message.objects.filter(public_id=public_id)
    ).first()
    return found


def unread_count(actor: Actor) -> int:
    """How many messages to the actor wait to be read."""
    return UNREAD.count(account=actor.account_id) if actor.account_id else 0


def _unread(account: int) -> QuerySet[Any]:
    reader = Actor(0, date.min, account)
    found: QuerySet[Message] = policy.read_message.permitted(reader, Message.objects.filter(read_at=None))
    return found.order_by().values_list("pk")


UNREAD = Question(_unread, account=int)
"""Asked by every page; who may read a message depends on the account alone."""


def letter_of(row: Message) -> Letter:
    """The message in the reader's language."""
    text, facts = TEXTS[row.kind], _spoken(row.facts)
    return Letter(
        row.public_id,
        gettext(text.title).format(**facts),
        gettext(text.body).format(**facts),
        row.sent_at,
        row.read_at is not None,
        row.link,
        row.child_id,
    )


def _spoken(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as words: a date in the reader's way of writing, a text key translated, a city's own text."""
    return {name: _spoken_fact(name, value) for name, value in facts.items()}


def _spoken_fact(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get(get_language() or "de") or value.get("de", "")
    if name == "date":
        return day(date.fromisoformat(value))
    return gettext(value) if name in TRANSLATED else value
