"""``kidsapp backup`` and ``kidsapp restore``."""

import json
import secrets as randomness
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg
from django.conf import settings

from kidsapp.kernel.clock import now
from kidsapp.operations.backup.make import make_backup
from kidsapp.operations.backup.postgresql import Impossible
from kidsapp.operations.backup.restore import restore_backup, verify_backup
from kidsapp.operations.backup.sealing import KEY, Unreadable, secret_in
from kidsapp.operations.privacy.outside import NoList, said_of

FILE = click.Path(path_type=Path, dir_okay=False)
NO_TABLES = "The database does not have the tables of this version: run `kidsapp migrate` first."
KEPT = "backup.json"
"""In the state folder: when the last backup was made and the last one verified, for the metrics."""

with_key = click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    envvar="KIDSAPP_BACKUP_KEY",
    required=True,
    help="File with the key or passphrase; also from KIDSAPP_BACKUP_KEY.",
)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except (Impossible, NoList, Unreadable) as error:
        raise click.ClickException(str(error)) from None
    except psycopg.errors.UndefinedTable:
        raise click.ClickException(NO_TABLES) from None
    except psycopg.Error as error:
        raise click.ClickException(f"The database says: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
        ) from None


@click.group()
def backup() -> None:
    """Database and files in one encrypted file."""


@backup.command("key")
@click.argument("file", type=FILE)
def make_key(file: Path) -> None:
    """Make a key for backups in FILE; keep a copy of it on paper and far from the backups."""
    with _in_one_line():
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(f"{randomness.token_hex(KEY)}\n")
    click.echo(f"{file}: a key. Copy it onto paper: without it no backup opens again.")


@backup.command()
@click.argument("file", type=FILE)
@with_key
def make(file: Path, key: Path) -> None:
    """Write a backup to FILE; the service goes on meanwhile."""
    with _in_one_line():
        manifest = make_backup(file, secret_in(key), at=now())
    _remember("made_at", manifest.made_at)
    click.echo(f"{file}: {manifest}")


@backup.command()
@click.argument("file", type=FILE)
@with_key
def verify(file: Path, key: Path) -> None:
    """Restore FILE into a database that is dropped afterwards, and compare every table and file."""
    with _in_one_line():
        manifest = verify_backup(file, secret_in(key))
    _remember("verified_at", now().isoformat(timespec="seconds"))
    click.echo(f"{file}: as it was kept: {manifest}")


@click.command()
@click.argument("file", type=FILE)
@with_key
@click.option("--replace-everything", is_flag=True, help="Lose what is in the database now.")
@click.option("--without-document-keys", is_flag=True, help="Even if documents will not open.")
def restore(file: Path, key: Path, *, replace_everything: bool, without_document_keys: bool) -> None:
    """Bring back the backup in FILE; stop ``kidsapp serve`` first."""
    with _in_one_line():
        list_of_erasures = said_of(settings.ERASURES)
        manifest = restore_backup(
            file, secret_in(key), at=now(), replace=replace_everything, without_keys=without_document_keys
        )
    click.echo(f"{file}: restored: {manifest}")
    click.echo(list_of_erasures)


def _remember(name: str, moment: str) -> None:
    kept = settings.STATE / KEPT
    found = json.loads(kept.read_text()) if kept.exists() else {}
    kept.write_text(json.dumps({**found, name: moment}))
