"""``kidsapp demo``: everything from nothing to a running city, with progress."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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
from kidsapp.operations.commands.demonstration.chain import begin_chain_anew
from kidsapp.operations.serving import refusal_to_serve, run, started

KEPT, TOLD = "demonstration", "demonstration-told"
"""In the state folder: what was made, and that every story of it is told."""
SECONDS_TO_TELL = 30
"""A newcomer waits no longer: on a slow machine the last stories are told while the pages are served."""
GIVES_WAY = 10


@click.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--rest", is_flag=True, hidden=True, help="Only tell the stories that are left.")
def demo(port: int, *, rest: bool) -> None:
    """Make the demonstration cities and serve them."""
    if rest:
        os.nice(GIVES_WAY)
        _families(now(), processes=1, goes_on=lambda: True)
        return
    if reason := refusal_to_serve(port):
        raise click.ClickException(reason)
    started_at = time.monotonic()
    if _is_fresh(KEPT):
        click.echo("Everything is there from last time.")
    else:
        _make(now())
    workers = os.cpu_count() or 1
    sys.exit(run(port, workers=workers, when_ready=lambda: _ready(port, time.monotonic() - started_at)))


def _is_fresh(name: str) -> bool:
    kept = settings.STATE / name
    return kept.exists() and kept.read_text() == _fingerprint()


def _make(at: datetime) -> None:
    _step("Preparing the database", lambda: call_command("migrate", verbosity=0))
    _step("Collecting the look", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    for folder in city_folders():
        _step(f"Loading {folder.name}", partial(_load, folder, at))
    until = time.monotonic() + SECONDS_TO_TELL
    tell = partial(_families, at, processes=os.cpu_count() or 1, goes_on=lambda: time.monotonic() < until)
    _step("Inventing families", tell)
    (settings.STATE / KEPT).write_text(_fingerprint())


def _families(at: datetime, *, processes: int, goes_on: Callable[[], bool]) -> None:
    city = Municipality.objects.get(slug=settings.DEFAULT_CITY)
    with municipality_scope(city.pk):
        told = make_demonstration(city.pk, at=at, processes=processes, goes_on=goes_on)
    for reason in told.cut_short:
        click.echo(f"\n  A story ended early: {reason}", err=True)
    if told.left == 0:
        with municipality_scope(city.pk):
            begin_chain_anew(at=now())
        (settings.STATE / TOLD).write_text(_fingerprint())


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
    began = time.monotonic()
    work()
    click.echo(f"{time.monotonic() - began:.1f} s")


def _fingerprint() -> str:
    """Of everything that the kept state is made from: code, cities, catalogues."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted([*settings.CITIES.rglob("*"), *package.rglob("*")]):
        if path.is_file() and "__pycache__" not in path.parts:
            stat = path.stat()
            digest.update(f"{path}{stat.st_size}{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _ready(port: int, seconds: float) -> Sequence["subprocess.Popen[bytes]"]:
    """Say where everything is; tell what is left of the stories beside it."""
    _tell(port, seconds)
    if _is_fresh(TOLD):
        return ()
    click.echo("\nSome families are still being invented; they appear within the next minutes.")
    return [started([sys.executable, "-m", "kidsapp.web.cli", "demo", "--rest"])]


def _tell(port: int, seconds: float) -> None:
    city = Municipality.objects.get(slug=settings.DEFAULT_CITY)
    click.echo(f"\nKidsApp is ready after {seconds:.0f} s: http://localhost:{port}/")
    others = [row.hosts[0] for row in Municipality.objects.exclude(pk=city.pk) if row.hosts]
    click.echo("Other cities: " + ", ".join(f"http://{host}:{port}/" for host in others))
    click.echo(f"\nLog in with the password {PASSWORD}:")
    for login in logins():
        click.echo(f"  {login.email:<28} {login.role}")
    click.echo(f"\nMails are kept in {settings.STATE / 'mail'}. Stop with Ctrl+C.")
