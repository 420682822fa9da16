"""The operator's desk: jobs that gave up in this city, and a button that has them tried once more."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.commands import writing
from kidsapp.audit.door import Request, door
from kidsapp.operations import policy
from kidsapp.outbox.given_up import jobs_given_up_in, try_again
from kidsapp.page import render

MOST_JOBS = 200


@dataclass(frozen=True)
class JobLine:
    """A job that gave up: its number, its name, the row that it is about, and how often it was tried."""

    number: int
    name: str
    row_id: int | None
    attempts: int


@dataclass(frozen=True)
class FailedJobsPage:
    """The first of them, how many there are, and whether some have just been planned again."""

    jobs: list[JobLine]
    total: int
    is_planned: bool


@door(policy.see_failed_jobs)
@require_http_methods(["GET", "HEAD", "POST"])
def failed_jobs(request: Request) -> HttpResponse:
    """List them; have all of them tried again."""
    if request.method == "POST":
        return _again(request)
    rows = jobs_given_up_in(request.city.row.pk)
    shown = [
        JobLine(job.pk, job.args.get("name", job.task_name), job.args.get("row_id"), job.attempts)
        for job in rows[:MOST_JOBS]
    ]
    page = FailedJobsPage(shown, rows.count(), "geplant" in request.GET)
    return render.page(request, "operations/office/failed_jobs.html", page)


def _again(request: Request) -> HttpResponse:
    with writing(request.actor, policy.try_jobs_again, at=request.moment) as line:
        policy.try_jobs_again.demand(request.actor)
        planned = try_again(jobs_given_up_in(request.city.row.pk), at=request.moment)
        line.about(jobs=len(planned))
    return HttpResponseRedirect(f"{reverse('failed_jobs')}?geplant")
