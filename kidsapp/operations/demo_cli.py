"""``kidsapp demo``: everything from nothing to a running city, with progress."""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from kidsapp.kernel.clock import now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.operations.commands.demonstration import PASSWORD, logins, make_demonstration
from kidsapp.operations.serving import refusal_to_serve, run

KEPT = "demonstration"


@click.command()
@click.option("--port", type=int, default=8000, show_default=True)
def demo(port: int) -> None:
    """Make the demonstration cities and serve them."""
    if reason := refusal_to_serve(port):
        raise click.ClickException(reason)
    started = time.monotonic()
    if (settings.STATE / KEPT).exists() and (settings.STATE / KEPT).read_text() == _fingerprint():
        click.echo("Everything is there from last time.")
    else:
        _make(now())
    workers = os.cpu_count() or 1
    sys.exit(run(port, workers=workers, when_ready=lambda: _tell(port, time.monotonic() - started)))


def _make(at: datetime) -> None:
    _step("Preparing the database", lambda: call_command("migrate", verbosity=0))
    _step("Collecting the look", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    for folder in city_folders():
        _step(f"Loading {folder.name}", partial(_load, folder, at))
    _step("Inventing families", lambda: _families(at))
    (settings.STATE / KEPT).write_text(_fingerprint())


def _load(folder: Path, at: datetime) -> None:
    report = load_city_folder(folder, at=at)
    if report.errors:
        reasons = "\n".join(str(finding) for finding in report.errors)
        raise click.ClickException(f"{folder.name} cannot be loaded:\n{reasons}")


def city_folders() -> list[Path]:
    """The folders of all cities that are shipped."""
    return sorted(path.parent for path in settings.CITIES.glob("*/city.toml"))


def _step(name: str, work: Callable[[], object]) -> None:
    click.echo(f"{name} ... ", nl=False)
    started = time.monotonic()
    work()
    click.echo(f"{time.monotonic() - started:.1f} s")


def _families(at: datetime) -> None:
    city = Municipality.objects.get(slug=settings.DEFAULT_CITY)
    with municipality_scope(city.pk):
        for reason in make_demonstration(city.pk, at=at, processes=os.cpu_count() or 1):
            click.echo(f"\n  A story ended early: {reason}", err=True)


def _fingerprint() -> str:
    """Of everything that the kept state is made from: code, cities, catalogues."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted([*settings.CITIES.rglob("*"), *package.rglob("*")]):
        if path.is_file() and "__pycache__" not in path.parts:
            stat = path.stat()
            digest.update(f"{path}{stat.st_size}{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _tell(port: int, seconds: float) -> None:
    city = Municipality.objects.get(slug=settings.DEFAULT_CITY)
    click.echo(f"\nKidsApp is ready after {seconds:.0f} s: http://localhost:{port}/")
    others = [row.hosts[0] for row in Municipality.objects.exclude(pk=city.pk) if row.hosts]
    click.echo("Other cities: " + ", ".join(f"http://{host}:{port}/" for host in others))
    click.echo(f"\nLog in with the password {PASSWORD}:")
    for login in logins():
        click.echo(f"  {login.email:<28} {login.role}")
    click.echo(f"\nMails are kept in {settings.STATE / 'mail'}. Stop with Ctrl+C.")
