"""``kidsapp privacy``: the record of processing, periods and erasures, and who was affected by a breach."""

import csv
import sys
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from kidsapp.audit.ports import TEXTS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.cli import CITY
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.privacy.commands import apply_erasures, apply_retention, export_affected
from kidsapp.operations.privacy.outside import NoList, said_of
from kidsapp.operations.privacy.protection import protection_levels
from kidsapp.operations.privacy.queries.affected import COLUMNS, Asked
from kidsapp.operations.privacy.record import impact_assessment, processing_record
from kidsapp.people.models import Account

FILES = {
    "processing.md": processing_record,
    "impact.md": impact_assessment,
    "protection.md": protection_levels,
}


@click.group()
def privacy() -> None:
    """Data protection: what is held, how long, and what was erased."""


@privacy.command()
@click.option("--folder", type=click.Path(path_type=Path), default=Path("docs/privacy"), show_default=True)
def record(folder: Path) -> None:
    """Write the record of processing (Art. 30), the draft of the impact assessment (Art. 35), the levels."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text(), encoding="utf-8")
        click.echo(str(folder / name))


@privacy.command("apply-erasures")
def apply_list() -> None:
    """Erase again whoever stands on the list of erasures; a restore does it by itself."""
    try:
        said = said_of(settings.ERASURES)
    except NoList as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(f"{said}\n{apply_erasures(at=now())} erased again")


@privacy.command()
@click.option("--limit", type=int, default=100_000, show_default=True, help="Rows of a city, at most.")
def retain(limit: int) -> None:
    """Erase at once what has reached the end of its period, as the job of the night does."""
    for city in Municipality.objects.order_by("slug"):
        with municipality_scope(city.pk):
            click.echo(f"{city.slug}: {apply_retention(at=now(), limit=limit)} rows erased")


DAY = click.DateTime(formats=["%Y-%m-%d"])


@privacy.command()
@click.option("--city", type=CITY, required=True, help="Name of the city's folder.")
@click.option("--from", "first", type=DAY, help="First day; needed without --everybody.")
@click.option("--until", "last", type=DAY, help="Last day; needed without --everybody.")
@click.option(
    "--by", default="", help="Only what this account saw or did: its address, or its number in the log."
)
@click.option("--act", default="", help="Only this act; a wrong name lists them all.")
@click.option("--everybody", is_flag=True, help="All of the city: a whole backup was lost.")
def affected(
    city: Municipality, first: datetime | None, last: datetime | None, by: str, act: str, *, everybody: bool
) -> None:
    """Who was affected by a breach and how to reach them, as CSV (docs/privacy/breach.md)."""
    at = now()
    first, last = (at, at) if everybody else (first, last)
    if first is None or last is None or first > last:
        raise click.UsageError("Say --from and --until, the first day before the last one; or --everybody.")
    if act and act not in TEXTS:
        raise click.BadParameter(f"no act is called {act!r}; there are {', '.join(sorted(TEXTS))}")
    asked = Asked(first.date(), last.date(), _account(by), act, everybody)
    with municipality_scope(city.pk):
        found = export_affected(Actor(city.pk, german_day(at)), asked, at=at)
    table = csv.writer(sys.stdout)
    table.writerows([COLUMNS, *found.rows])
    found_in = "" if everybody else f", in {found.lines} lines of the log"
    counts = f"{len(found.children)} children, {len(found.accounts)} accounts"
    click.echo(f"{city.slug}: {counts}{found_in}", err=True)


def _account(by: str) -> int | None:
    """Whose lines are asked for; a number may be one whose account is gone."""
    if not by or by.isdecimal():
        return int(by) if by else None
    account = Account.objects.filter(email=by.strip().lower()).first()
    if account is None:
        raise click.ClickException(f"{by!r} is nobody's address.")
    return int(account.pk)
