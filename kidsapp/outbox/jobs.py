"""The worker's tasks: run a named job, start jobs by the hour, take up what stalled; the job of a mail."""

from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from kidsapp.kernel.clock import now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.outbox.models import Mail
from kidsapp.outbox.ports import HOURLY, JOBS
from kidsapp.outbox.rules import without_secrets

MOST_ATTEMPTS = 8
HOURS_DONE, HOURS_FAILED = 7 * 24, 90 * 24
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


@app.periodic(cron="* * * * *")
@app.task(name="take_up_stalled_jobs", pass_context=True)
async def take_up_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Have the jobs of a worker that was killed done by one that lives; one that kills each is given up."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.attempts + 1 < MOST_ATTEMPTS:
            await jobs.retry_job(job)
        else:
            await jobs.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="40 3 * * *")
@app.task(name="forget_done_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:
    """Delete what was done a week ago, and after a quarter what nobody has tried again."""
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(nb_hours=HOURS_DONE)
    await jobs.delete_old_jobs(nb_hours=HOURS_FAILED, include_failed=True)


def send_mail(at: datetime, mail_id: int) -> None:
    """Send one waiting mail; one that was sent is left alone, one that failed eight times is given up.

    What went out keeps no link: whoever reads the table, or a backup of it, would open it.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id, state=Mail.State.WAITING).first()
        if mail is None:
            return
        error = _delivery_error(mail)
        mail.attempts += 1
        mail.last_error = error
        if not error:
            mail.state, mail.sent_at = Mail.State.SENT, at
            mail.body = without_secrets(mail.body)
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
