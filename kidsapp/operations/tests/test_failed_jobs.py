"""Jobs that gave up stand on the operator's desk, those of the own city only."""

import pytest
from django.db import connection

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.outbox.jobs import run_job, start_hourly_jobs
from kidsapp.people.tests.factories import holder_of, signed_in_client

pytestmark = pytest.mark.django_db
ADDRESS = "/de/betrieb/liegengeblieben/"


def given_up(task, **named):
    number = task.defer(**named)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = 8 WHERE id = %s", [number]
        )
    return number


def status_of(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        return cursor.fetchone()[0]


def test_the_operator_reads_what_gave_up_and_has_it_tried_again(herne):
    operator = signed_in_client(holder_of(Role.OPERATOR))
    assert "Nichts liegt" in operator.get(ADDRESS).text
    own = given_up(run_job, name="outbox.send_mail", municipality_id=herne.pk, row_id=7)
    of_nobody = given_up(start_hourly_jobs, timestamp=0)
    elsewhere = given_up(run_job, name="childcare.elsewhere", municipality_id=herne.pk + 1, row_id=8)
    page = operator.get(ADDRESS).text
    assert "outbox.send_mail" in page and "start_hourly_jobs" in page and "childcare.elsewhere" not in page
    assert operator.post(ADDRESS)["Location"] == f"{ADDRESS}?geplant"
    assert [status_of(number) for number in (own, of_nobody, elsewhere)] == ["todo", "todo", "failed"]
    assert AuditLine.objects.filter(act="operations.try_jobs_again", subjects={"jobs": 2}).exists()
