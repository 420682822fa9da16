"""Jobs that gave up: each was tried eight times, and waits for somebody to mend its reason."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status


def jobs_given_up() -> Any:
    """Those of every city and of the installation itself, the oldest first."""
    return ProcrastinateJob.objects.filter(status=Status.FAILED.value).order_by("pk")


def jobs_given_up_in(municipality_id: int) -> Any:
    """Those of one city, and those that belong to none."""
    of_city = Q(args__municipality_id=municipality_id)
    return jobs_given_up().filter(of_city | ~Q(args__has_key="municipality_id"))


def try_again(jobs: Any, numbers: Collection[int] = (), *, at: datetime) -> list[int]:
    """Have these jobs, or those of them with a number that is named, tried once more."""
    wanted = [pk for pk in jobs.values_list("pk", flat=True) if not numbers or pk in numbers]
    for pk in wanted:
        app.job_manager.retry_job_by_id(pk, retry_at=at)
    return wanted
