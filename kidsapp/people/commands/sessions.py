"""Logging out elsewhere, and for everybody."""

from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from kidsapp.audit.commands import record, writing
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people import policy
from kidsapp.people.models import Account


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


def follow_session(before: str | None, after: str | None) -> None:
    """The session is the same one under its new key."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


def end_sessions_of(actor: Actor, account: Account, *, at: datetime) -> int:
    """End every session of an account, for the command line only; returns how many."""
    with writing(actor, policy.end_sessions_of_others, at=at) as line:
        ended = list(UserSession.objects.filter(user=account))
        for session in ended:
            session.end()
        line.about(account=account.pk)
        return len(ended)


def end_all_sessions(*, today: date, at: datetime) -> int:
    """End every session there is, visitors' too, and note it in each city; for the command line only."""
    with transaction.atomic():
        for city in Municipality.objects.order_by("pk"):
            with municipality_scope(city.pk):
                record(Actor(city.pk, today), policy.end_all_sessions, at=at)
        UserSession.objects.all().delete()
        return Session.objects.all().delete()[0]
