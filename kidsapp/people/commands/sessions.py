"""Logging out elsewhere."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.people import policy


def end_sessions(actor: Actor, *, this: str | None, only: int | None = None, at: datetime) -> int:
    """End one of the own sessions, or all but this one; returns how many."""
    with writing(actor, policy.end_sessions, at=at) as line:
        policy.end_sessions.demand(actor)
        others = UserSession.objects.filter(user_id=actor.account_id).exclude(session_key=this or "")
        ended = list(others.filter(pk=only) if only is not None else others)
        for session in ended:
            session.end()
        if ended:
            line.about(account=actor.account_id or 0)
        return len(ended)
