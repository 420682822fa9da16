"""Planning mails and jobs inside the transaction of an act."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.outbox.jobs import MOST_ATTEMPTS, run_job
from kidsapp.outbox.models import Mail

REFUSED = "SMTPRecipientsRefused"
OF_THE_MAILBOX = (REFUSED, "SMTPDataError")
_refusing: ContextVar[Collection[str] | None] = ContextVar("refusing", default=None)


def plan_job(name: str, row_id: int) -> None:
    """Have the named job run after the commit, for the row with this id in the city in scope."""
    run_job.defer(name=name, municipality_id=current_municipality_id(), row_id=row_id)


def plan_mail(
    city: Municipality, *, recipient: str, language: str, subject: str, body: str, at: datetime
) -> Mail:
    """Have a mail from the city, which is the one in scope, sent after the commit; nothing personal in it."""
    mail = Mail(
        recipient=recipient, sender=city.sender, language=language, subject=subject, body=body, planned_at=at
    )
    refusing = _refusing.get()
    for name, value in _invented_outcome(recipient, refusing, at).items():
        setattr(mail, name, value)
    mail.in_scope().save()
    if refusing is None:
        plan_job("outbox.send_mail", mail.pk)
    return mail


@contextmanager
def invented_past(*, refusing: Collection[str]) -> Iterator[None]:
    """Mails planned inside count as sent at their moment, or as refused by these recipients; none goes out.

    For a demonstration, whose past never was: else the worker would send the mails of months at its start.
    """
    token = _refusing.set(refusing)
    try:
        yield
    finally:
        _refusing.reset(token)


def _invented_outcome(recipient: str, refusing: Collection[str] | None, at: datetime) -> dict[str, Any]:
    if refusing is None:
        return {}
    if recipient in refusing:
        return {"state": Mail.State.FAILED, "attempts": MOST_ATTEMPTS, "last_error": REFUSED}
    return {"state": Mail.State.SENT, "attempts": 1, "sent_at": at}


def plan_again(mail: Mail) -> bool:
    """Have a mail that failed to the last tried anew; ``False`` when it is none (any more)."""
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    is_planned = bool(failed.update(state=Mail.State.WAITING, attempts=0))
    if is_planned:
        plan_job("outbox.send_mail", mail.pk)
    return is_planned


def unreachable_mails() -> "QuerySet[Mail]":
    """Failed mails of which no mailbox is to blame: the server was away, or did not know the city."""
    failed = Mail.objects.filter(state=Mail.State.FAILED)
    found: QuerySet[Mail] = failed.exclude(last_error__in=OF_THE_MAILBOX)
    return found


def settle_mails(mail_ids: Collection[int]) -> int:
    """Lay failed mails aside; how many were failed ones."""
    failed = Mail.objects.filter(pk__in=mail_ids, state=Mail.State.FAILED)
    return int(failed.update(state=Mail.State.SETTLED))
