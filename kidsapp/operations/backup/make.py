"""Making a backup: one moment of the database, and the files that it names."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tarfile import TarFile
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField
from psycopg import sql

from kidsapp.operations.backup.archive import MANIFEST, add_bytes, add_dump, add_file, writing_archive
from kidsapp.operations.backup.manifest import Manifest, marks_of_keys
from kidsapp.operations.backup.postgresql import (
    Impossible,
    Login,
    connected,
    dumping,
    login_of,
    major_of,
    refusal_to_read_all,
    sums_of_tables,
)
from kidsapp.operations.backup.sealing import Secret

SNAPSHOT = "SELECT pg_export_snapshot()"


def backup_login() -> Login:
    """The log-in that reads everything."""
    return login_of(connection.settings_dict, **connection.settings_dict["BACKUP"])


def make_backup(target: Path, secret: Secret, *, at: datetime) -> Manifest:
    """Write one sealed file; the service goes on meanwhile. Raises ``Impossible`` with the reason."""
    login = backup_login()
    if target.exists():
        raise Impossible(f"{target} is there already.")
    with connected(login) as line:
        if reason := refusal_to_read_all(line):
            raise Impossible(reason)
        line.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = str((line.execute(SNAPSHOT).fetchone() or ("",))[0])
        manifest = _begun(major_of(line), at)
        with writing_archive(target, secret) as archive:
            manifest.tables = sums_of_tables(line)
            with dumping(login, snapshot=snapshot, major=major_of(line)) as running:
                manifest.dump = add_dump(archive, running.stdout)  # type: ignore[arg-type]
            manifest.files = dict(_files(archive))
            _demand_files(_named(line) - manifest.files.keys(), login)
            add_bytes(archive, MANIFEST, manifest.text())
    return manifest


def _begun(major: int, at: datetime) -> Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    migrations = sorted(f"{app}.{name}" for app, name in applied)
    return Manifest(
        at.isoformat(timespec="seconds"), major, migrations, marks_of_keys(settings.DOCUMENT_KEYS)
    )


def _files(archive: TarFile) -> Iterator[tuple[str, list[Any]]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            if kept := add_file(archive, path, name):
                yield name, kept


def _named(line: Any) -> set[str]:
    """The files that rows of the database speak of."""
    return {name for asked in _columns_of_files() for (name,) in line.execute(asked).fetchall() if name}


def _columns_of_files() -> Iterator[sql.Composed]:
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, FileField):
                names = {
                    "name": sql.Identifier(str(column.column)),
                    "table": sql.Identifier(model._meta.db_table),
                }
                yield sql.SQL("SELECT {name} FROM {table}").format(**names)


def _demand_files(lacking: set[str], login: Login) -> None:
    """A file may have been removed with its row meanwhile; where the row still stands, something is wrong."""
    if not lacking:
        return
    with connected(login) as line:
        lost = lacking & _named(line)
    if lost:
        raise Impossible(f"{len(lost)} files that the database names are not on the disk, as {min(lost)}.")
