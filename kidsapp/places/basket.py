"""The remembered facilities of a visitor, kept in the session before any log-in."""

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from kidsapp.kernel.refusals import Refusal, Refused
from kidsapp.kernel.texts import counted

KEY = "remembered_facilities"
LIMIT_SETTING = "childcare.wishes_max"
USUAL_LIMIT = 3


class RememberRefusal(Refusal):
    """Why a facility is not remembered."""

    FULL = counted(
        "Sie haben schon {limit} Wunsch gemerkt. Entfernen Sie ihn zuerst.",
        "Sie haben schon {limit} Wünsche gemerkt. Entfernen Sie zuerst einen davon.",
        by="limit",
    )


def limit_of(settings: Mapping[str, Any]) -> int:
    """How many facilities a family may wish for in this city."""
    return int(settings.get(LIMIT_SETTING, USUAL_LIMIT))


def remembered_ids(session: SessionBase) -> tuple[str, ...]:
    """Public ids of the remembered facilities, in the order in which they were remembered."""
    return tuple(session.get(KEY, ()))


def remember(session: SessionBase, public_id: str, *, limit: int) -> Refused | None:
    """Add a facility at the end; one that is already there stays where it is."""
    kept = remembered_ids(session)
    if public_id in kept:
        return None
    if len(kept) >= limit:
        return Refused(RememberRefusal.FULL, {"limit": limit})
    session[KEY] = [*kept, public_id]
    return None


def forget(session: SessionBase, public_id: str) -> None:
    """Take a facility out; one that is not there is no error."""
    session[KEY] = [kept for kept in remembered_ids(session) if kept != public_id]
