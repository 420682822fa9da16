"""A worker that is killed loses no job: another takes it up; a mail may at most go out twice."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import MOMENT
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox import cli, jobs
from kidsapp.outbox.commands import plan_mail
from kidsapp.outbox.jobs import MOST_ATTEMPTS, RETRIES, forget_done_jobs, run_job, take_up_stalled_jobs
from kidsapp.outbox.models import Mail
from tests.killed import empty_queue, killed_at_every_step, runs_to_the_end

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def herne(transactional_db, tmp_path, settings):
    empty_queue()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    city = municipality("herne")
    with municipality_scope(city.pk):
        yield city
    empty_queue()


@pytest.fixture
def planned(herne):
    return plan_mail(herne, recipient="a@example.org", language="de", subject="Neu", body="Text", at=MOMENT)


def sent(tmp_path: Path):
    """How many mails; processes that begin alike and send in the same second write into one file."""
    return sum(file.read_text(encoding="utf-8").count("Message-ID:") for file in tmp_path.glob("*.log"))


def work():
    call_command("procrastinate", "worker", "--one-shot", "--concurrency", "1", verbosity=0)


def die(*_args):
    os.kill(os.getpid(), signal.SIGKILL)


def an_hour_later():
    """The heart of whoever was killed has not beaten for an hour."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")


def mail_jobs():
    """Without those that the worker's own clock begins: which these are depends on the hour."""
    return ProcrastinateJob.objects.filter(task_name="run_job", args__name="outbox.send_mail")


def the_job():
    return mail_jobs().get()


def test_the_job_of_a_killed_worker_is_done_by_the_next_one(planned, monkeypatch, tmp_path):
    with monkeypatch.context() as patched:
        patched.setitem(jobs.JOBS, "outbox.send_mail", die)
        assert not runs_to_the_end(work)
    assert (the_job().status, Mail.objects.get().state, sent(tmp_path)) == ("doing", Mail.State.WAITING, 0)
    an_hour_later()
    take_up_stalled_jobs.defer(timestamp=0)
    assert runs_to_the_end(work)
    assert (the_job().status, Mail.objects.get().state, sent(tmp_path)) == ("succeeded", Mail.State.SENT, 1)


def test_a_job_that_kills_each_worker_is_given_up(planned, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setitem(jobs.JOBS, "outbox.send_mail", die)
        assert not runs_to_the_end(work)
    an_hour_later()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [MOST_ATTEMPTS - 1])
    take_up_stalled_jobs.defer(timestamp=0)
    assert runs_to_the_end(work)
    assert the_job().status == "failed"


def test_a_worker_killed_between_any_two_steps_of_sending_repeats_the_mail_at_most(planned, tmp_path):
    seen = []

    def is_done():
        seen.append((Mail.objects.get().state, sent(tmp_path)))
        return seen[-1][0] == Mail.State.SENT

    killed_at_every_step(
        lambda: run_job(name="outbox.send_mail", municipality_id=planned.municipality_id, row_id=planned.pk),
        is_done,
    )
    unsent = [mails for state, mails in seen if state == Mail.State.WAITING]
    assert unsent == sorted(unsent) and unsent[0] == 0 and unsent[-1] > 0, "killed after it went out"
    assert seen[-1][0] == Mail.State.SENT and sent(tmp_path) == unsent[-1] + 1
    assert the_job().status == "todo", "one mail is one job, however often it is begun"


def test_each_try_waits_longer_than_the_one_before_and_the_last_for_hours():
    waits = [RETRIES.exponential_wait**attempt for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits) and timedelta(seconds=sum(waits)) > timedelta(hours=5)
    assert RETRIES.max_attempts == MOST_ATTEMPTS


def test_a_job_that_raises_is_tried_again_later_and_not_at_once(planned, monkeypatch):
    def away(*_args):
        raise ConnectionError

    monkeypatch.setitem(jobs.JOBS, "outbox.send_mail", away)
    assert runs_to_the_end(work)
    job = the_job()
    assert (job.status, job.attempts) == ("todo", 1) and job.scheduled_at is not None


def test_jobs_that_gave_up_are_listed_for_the_operator_and_tried_again(planned, tmp_path):
    assert CliRunner().invoke(cli.jobs, ["failed"]).exit_code == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = %s", [MOST_ATTEMPTS])
    listed = CliRunner().invoke(cli.jobs, ["failed"])
    assert listed.exit_code == 1 and f"row_id={planned.pk}" in listed.output
    assert "0 tried" in CliRunner().invoke(cli.jobs, ["again", "0"]).output
    assert "1 tried" in CliRunner().invoke(cli.jobs, ["again"]).output
    assert runs_to_the_end(work)
    assert (the_job().status, sent(tmp_path)) == ("succeeded", 1)


def test_what_was_done_a_week_ago_is_forgotten_and_what_failed_stays_a_quarter(planned):
    assert runs_to_the_end(work)
    for days, status, left in ((6, "succeeded", 1), (8, "failed", 1), (91, "failed", 0)):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE task_name = 'run_job'", [status])
            cursor.execute("UPDATE procrastinate_events SET at = now() - make_interval(days => %s)", [days])
        forget_done_jobs.defer(timestamp=0)
        assert runs_to_the_end(work)
        assert mail_jobs().count() == left
