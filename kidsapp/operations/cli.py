"""``kidsapp city`` and ``kidsapp migrate``."""

import sys
from pathlib import Path

import click
from django.core.management import call_command

from kidsapp.kernel.clock import now
from kidsapp.operations.commands.cities import FolderReport, load_city_folder, read_city_folder
from kidsapp.operations.demo_cli import demo
from kidsapp.places.importing.plan import ImportPlan, OutcomeKind
from kidsapp.places.importing.report import report_lines, summary

__all__ = ["city", "demo", "migrate"]

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def city() -> None:
    """Cities as folders."""


@city.command()
@click.argument("folder", type=FOLDER)
def check(folder: Path) -> None:
    """Name every mistake in a city's FOLDER; ends with 1 if there is one."""
    _, findings = read_city_folder(folder)
    _tell(FolderReport(tuple(findings)))


@city.command()
@click.argument("folder", type=FOLDER)
def load(folder: Path) -> None:
    """Load a city's FOLDER and its lists of places; again whenever something changed."""
    report = load_city_folder(folder, at=now())
    _tell(report)
    click.echo(f"{folder.resolve().name}: {report.changes} rows changed")


def _tell(report: FolderReport) -> None:
    for finding in report.findings:
        click.echo(str(finding), err=finding.is_error)
    for name, planned in report.lists.items():
        _tell_list(name, planned)
    if report.errors:
        sys.exit(1)


def _tell_list(name: str, planned: ImportPlan) -> None:
    for notice in planned.notices:
        click.echo(f"{name}: {notice.text()}")
    for outcome, line in zip(planned.outcomes, report_lines(planned), strict=True):
        if line.reason and outcome.kind is not OutcomeKind.UNCHANGED:
            click.echo(f"{name}: line {line.line}: {line.outcome}: {line.reason}")
    counted = summary(planned)
    click.echo(
        f"{name}: {counted.rows} rows: {counted.loaded} loaded, {counted.merged} merged, "
        f"{counted.unchanged} unchanged, {counted.reported} reported"
    )


@click.command()
def migrate() -> None:
    """Bring the database to the shape that this version needs."""
    call_command("migrate")
