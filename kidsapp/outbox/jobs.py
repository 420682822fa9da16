"""The worker's tasks, which run a named job and start jobs by the hour, and the job that sends a mail."""

from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kidsapp.kernel.clock import now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.outbox.models import Mail
from kidsapp.outbox.ports import HOURLY, JOBS

MOST_ATTEMPTS = 8
RETRIES = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4)


@app.task(name="run_job", retry=RETRIES)
def run_job(name: str, municipality_id: int, row_id: int) -> None:
    """Run a named job for one row of one city; raise to have it tried again."""
    with municipality_scope(municipality_id):
        JOBS[name](now(), row_id)


@app.periodic(cron="5 * * * *")
@app.task(name="start_hourly_jobs")
def start_hourly_jobs(timestamp: int) -> None:
    """Plan every hourly job for every city; ``timestamp`` is what the library calls it with, by this name.

    By the hour and not by night: nothing is missed while the worker was down or when the clock changes, and a
    job that has nothing to do costs one statement.
    """
    for municipality_id in Municipality.objects.order_by("pk").values_list("pk", flat=True):
        for name in sorted(HOURLY):
            run_job.defer(name=name, municipality_id=municipality_id, row_id=0)


def send_mail(at: datetime, mail_id: int) -> None:
    """Send one waiting mail; one that was sent is left alone, one that failed eight times is given up."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id, state=Mail.State.WAITING).first()
        if mail is None:
            return
        error = _delivery_error(mail)
        mail.attempts += 1
        mail.last_error = error
        if not error:
            mail.state, mail.sent_at = Mail.State.SENT, at
        elif mail.attempts >= MOST_ATTEMPTS:
            mail.state = Mail.State.FAILED
        mail.save()
    if mail.state == Mail.State.WAITING:
        raise ConnectionError(f"mail {mail_id} could not be sent")


def _delivery_error(mail: Mail) -> str:
    try:
        EmailMessage(mail.subject, mail.body, mail.sender, [mail.recipient]).send()
    except (OSError, SMTPException) as error:
        return type(error).__name__
    return ""


JOBS["outbox.send_mail"] = send_mail
