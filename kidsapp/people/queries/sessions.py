"""Reading where an account is logged in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef


@dataclass(frozen=True)
class Device:
    """A browser in which the account is logged in."""

    id: int
    browser: str
    since: datetime
    is_this: bool


def devices_of(account_id: int, *, this: str | None, at: datetime) -> list[Device]:
    """Where the account is logged in, this browser first, then the newest; one statement."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    rows = UserSession.objects.filter(Exists(alive), user_id=account_id).order_by("-created_at", "-pk")
    found = [Device(row.pk, row.user_agent, row.created_at, row.session_key == this) for row in rows]
    return sorted(found, key=lambda device: not device.is_this)
