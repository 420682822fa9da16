"""``kidsapp places``: loading lists of places from the command line."""

import csv
from datetime import datetime
from pathlib import Path

import click

from kidsapp.kernel.actors import Actor, HeldRole, Role
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.queries import City, city_by_slug
from kidsapp.municipality.scope import municipality_scope
from kidsapp.places.commands import import_list
from kidsapp.places.commands.imports import existing_places
from kidsapp.places.importing.mapping import Mapping, read_mapping
from kidsapp.places.importing.plan import ImportPlan, OutcomeKind
from kidsapp.places.importing.report import report_lines, summary

SHOWN_CHARACTERS = 60


@click.group()
def places() -> None:
    """Kitas, child minders and schools."""


@places.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--city", "slug", required=True, help="Name of the city's folder.")
@click.option("--mapping", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="CSV with a line for every row."
)
def import_(file: Path, slug: str, mapping: Path, *, dry_run: bool, report: Path | None) -> None:
    """Load a list of places; every row is loaded, merged or reported with line and reason."""
    rules, moment = _mapping(mapping), now()
    city = city_by_slug(slug, on=german_day(moment))
    if city is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True))
        raise click.ClickException(f"no city is loaded under the name {slug}; loaded are: {known or 'none'}")
    with municipality_scope(city.id):
        names = {place.key: place.record.name for place in existing_places()}
        planned = import_list(
            operator_of(city, moment), file.read_bytes(), rules, city=city, at=moment, is_dry_run=dry_run
        )
    _print(planned, names, is_dry_run=dry_run)
    if report:
        _write_report(planned, report)


def operator_of(city: City, moment: datetime) -> Actor:
    """Whoever may run commands on the machine acts as an operator of the city, without an account."""
    return Actor(city.id, german_day(moment), held=(HeldRole(Role.OPERATOR, city.id),))


def _mapping(path: Path) -> Mapping:
    found = read_mapping(path)
    if isinstance(found, Mapping):
        return found
    raise click.ClickException("\n".join(str(finding) for finding in found))


def _print(planned: ImportPlan, names: dict[str, str], *, is_dry_run: bool) -> None:
    counted = summary(planned)
    if is_dry_run:
        _print_changes(planned, names)
    for outcome, line in zip(planned.outcomes, report_lines(planned), strict=True):
        if outcome.kind is OutcomeKind.REPORTED:
            click.echo(f"line {line.line}: {line.reason}")
    for notice in planned.notices:
        click.echo(f"list: {notice.text()}")
    for key in planned.absent:
        click.echo(f"no longer in the list, left as it is: {names[key]}")
    for reason, count in counted.reasons:
        click.echo(f"{count:>6} × {reason.name.lower()}")
    click.echo(
        f"{counted.rows} rows: {counted.loaded} loaded, {counted.merged} merged, "
        f"{counted.unchanged} unchanged, {counted.reported} reported{' (dry run)' if is_dry_run else ''}"
    )


def _print_changes(planned: ImportPlan, names: dict[str, str]) -> None:
    for record in planned.created:
        click.echo(f"new: {record.name}")
    for update in planned.updated:
        for field, (before, after) in update.changes.items():
            click.echo(f"{names[update.key]}: {field}: {_short(before)} -> {_short(after)}")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _write_report(planned: ImportPlan, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["line", "outcome", "reason"])
        writer.writerows((line.line, line.outcome, line.reason) for line in report_lines(planned))
