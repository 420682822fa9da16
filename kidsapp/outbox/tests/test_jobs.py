import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox import jobs
from kidsapp.outbox.ports import HOURLY, JOBS

pytestmark = pytest.mark.django_db


def test_every_hourly_job_is_planned_for_every_city(monkeypatch):
    cities = [municipality("herne"), municipality("soest")]
    monkeypatch.setattr(jobs, "HOURLY", {"one", "two"})
    jobs.start_hourly_jobs(timestamp=0)  # so does the library call it
    planned = ProcrastinateJob.objects.filter(task_name="run_job").values_list("args", flat=True)
    assert {(args["name"], args["municipality_id"], args["row_id"]) for args in planned} == {
        (name, city.pk, 0) for name in ("one", "two") for city in cities
    }


def test_the_worker_starts_them_by_itself_and_knows_each_by_name():
    periodic = [task.task.name for task in app.periodic_registry.periodic_tasks.values()]
    assert "start_hourly_jobs" in periodic
    assert HOURLY and JOBS.keys() >= HOURLY


@pytest.mark.parametrize("name", sorted(HOURLY))
def test_an_hourly_job_finds_nothing_to_do_in_an_empty_city(name):
    city = municipality("herne")
    jobs.run_job(name=name, municipality_id=city.pk, row_id=0)
