"""``kidsapp jobs``: the operator's desk for jobs that gave up."""

import click

from kidsapp.kernel.clock import now
from kidsapp.outbox.given_up import jobs_given_up, try_again


@click.group()
def jobs() -> None:
    """What has to happen after an act, and did not."""


@jobs.command()
def failed() -> None:
    """List the jobs that gave up; ends with 1 if there is one."""
    found = list(jobs_given_up())
    for job in found:
        named = " ".join(f"{name}={value}" for name, value in sorted(job.args.items()))
        click.echo(f"{job.pk}: {job.task_name} {named}, {job.attempts} attempts")
    if found:
        raise SystemExit(1)


@jobs.command()
@click.argument("numbers", type=int, nargs=-1)
def again(numbers: tuple[int, ...]) -> None:
    """Have jobs that gave up tried once more: those with these NUMBERS, or all."""
    click.echo(f"{len(try_again(jobs_given_up(), numbers, at=now()))} tried again")
