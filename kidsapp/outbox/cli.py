"""``kidsapp jobs``: the operator's desk for jobs that gave up."""

import click
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kidsapp.kernel.clock import now

FAILED = "failed"


@click.group()
def jobs() -> None:
    """What has to happen after an act, and did not."""


@jobs.command()
def failed() -> None:
    """List the jobs that gave up; ends with 1 if there is one."""
    found = list(ProcrastinateJob.objects.filter(status=FAILED).order_by("pk"))
    for job in found:
        named = " ".join(f"{name}={value}" for name, value in sorted(job.args.items()))
        click.echo(f"{job.pk}: {job.task_name} {named}, {job.attempts} attempts")
    if found:
        raise SystemExit(1)


@jobs.command()
@click.argument("numbers", type=int, nargs=-1)
def again(numbers: tuple[int, ...]) -> None:
    """Have jobs that gave up tried once more: those with these NUMBERS, or all."""
    rows = ProcrastinateJob.objects.filter(status=FAILED).order_by("pk").values_list("pk", flat=True)
    wanted = [pk for pk in rows if not numbers or pk in numbers]
    for pk in wanted:
        app.job_manager.retry_job_by_id(pk, retry_at=now())
    click.echo(f"{len(wanted)} tried again")
