"""Reading a backup: compared with its manifest, loaded into a scratch database or in earnest."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from kidsapp.operations.backup.archive import PART, read_archive
from kidsapp.operations.backup.manifest import Manifest, differences, missing_keys
from kidsapp.operations.backup.postgresql import (
    TABLES,
    Impossible,
    Login,
    connected,
    login_of,
    major_of,
    restoring,
    sums_of_tables,
)
from kidsapp.operations.backup.sealing import Secret, Unreadable
from kidsapp.operations.privacy.commands.applying import apply_erasures

OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner"


def owner_login() -> Login:
    """The log-in of the owner of the tables."""
    return login_of(connection.settings_dict, **connection.settings_dict["OWNER"])


def checked(source: Path, secret: Secret) -> Manifest:
    """The manifest, after every byte was read and compared with it; raises ``Unreadable``."""
    files: dict[str, list[Any]] = {}
    dump, size = sha256(), 0

    def take(part: bytes) -> None:
        nonlocal size
        dump.update(part)
        size += len(part)

    manifest = read_archive(
        source, secret, of_dump=take, of_file=lambda name, file: files.update({name: _sum_of(file)})
    )
    found = [
        *differences(manifest.files, files),
        *differences({"dump": manifest.dump}, {"dump": [size, dump.hexdigest()]}),
    ]
    if found:
        raise Unreadable(f"not what its manifest says: {'; '.join(found[:5])}")
    return manifest


def _sum_of(file: IO[bytes]) -> list[Any]:
    digest, size = sha256(), 0
    while part := file.read(PART):
        digest.update(part)
        size += len(part)
    return [size, digest.hexdigest()]


def verify_backup(source: Path, secret: Secret) -> Manifest:
    """Restore into a database that is dropped afterwards, and compare; raises what is wrong."""
    manifest = checked(source, secret)
    with connected(owner_login()) as line:
        _demand_server(line, manifest)
    with _scratch_database() as login:
        _load(source, secret, manifest, login)
    return manifest


@contextmanager
def _scratch_database() -> Iterator[Login]:
    login = owner_login()
    name = sql.Identifier(f"kidsapp_verify_{secrets.token_hex(4)}")
    with connected(login) as line:
        line.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        try:
            yield {**login, "dbname": name.as_string().strip('"')}
        finally:
            line.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _load(source: Path, secret: Secret, manifest: Manifest, login: Login, **more: Any) -> None:
    """Load rows, compare them, then the constraints and walls: without these the owner sees all rows."""
    with connected(login) as line:
        major = major_of(line)
        _pour(source, secret, login, "pre-data", "data", major=major, **more)
        if found := list(differences(manifest.tables, sums_of_tables(line))):
            raise Impossible(f"What was restored is not what was kept: {'; '.join(found[:5])}")
        _pour(source, secret, login, "post-data", major=major)


def _pour(source: Path, secret: Secret, login: Login, *sections: str, major: int, **more: Any) -> None:
    with restoring(login, *sections, major=major) as running:
        read_archive(source, secret, of_dump=running.stdin.write, **more)  # type: ignore[union-attr]


def restore_backup(
    source: Path, secret: Secret, *, at: datetime, replace: bool, without_keys: bool = False
) -> Manifest:
    """Bring back everything; what is there is lost only with ``replace``, and its files are laid aside.

    The walls are raised, and whoever was erased since is erased again, by the list outside the database.
    Raises ``Impossible`` or ``Unreadable`` with the reason, before anything was touched.
    """
    manifest = checked(source, secret)
    connections.close_all()
    login, media = owner_login(), Path(settings.MEDIA_ROOT)
    if not without_keys and (numbers := missing_keys(manifest, settings.DOCUMENT_KEYS)):
        raise Impossible(
            f"Documents would not open: key {', '.join(numbers)} of KIDSAPP_DOCUMENT_KEYS is not here."
        )
    _demand_room(login, media, manifest, replace=replace)
    with connected(login) as line:
        line.execute(EMPTY)
    _lay_aside(media)
    with _told_what_is_left(media):
        _load(source, secret, manifest, login, of_file=lambda name, file: _write(media, name, file))
    call_command("migrate", verbosity=0)
    apply_erasures(at=at)
    return manifest


@contextmanager
def _told_what_is_left(media: Path) -> Iterator[None]:
    """Whoever meets a full disk halfway has to know that the database before is gone, and what to do."""
    try:
        yield
    except (Impossible, OSError) as error:
        raise Impossible(
            f"{str(error).rstrip('.')}. The database is not whole now; "
            f"files that were here lie in {media.name}-before-... "
            "Mend the reason and restore again, with --replace-everything."
        ) from error


def _demand_room(login: Login, media: Path, manifest: Manifest, *, replace: bool) -> None:
    with connected(login) as line:
        (others,) = line.execute(OTHERS).fetchone() or (0,)
        tables = line.execute(TABLES).fetchall()
        _demand_server(line, manifest)
    if others:
        raise Impossible(f"{others} others are connected to the database: stop kidsapp serve first.")
    if newer := set(manifest.migrations) - _known_migrations():
        raise Impossible(f"The backup is of a newer version of KidsApp ({min(newer)}).")
    if not replace and (tables or (media.exists() and any(media.iterdir()))):
        raise Impossible("There is something here already. To lose it: --replace-everything")


def _demand_server(line: Any, manifest: Manifest) -> None:
    if (major := major_of(line)) < manifest.postgresql:
        raise Impossible(f"The backup is of PostgreSQL {manifest.postgresql}, this server is {major}.")


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _lay_aside(media: Path) -> None:
    """The files that were here stay under another name, until somebody deletes them."""
    if media.exists() and any(media.iterdir()):
        media.rename(media.with_name(f"{media.name}-before-{secrets.token_hex(4)}"))


def _write(media: Path, name: str, file: IO[bytes]) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Unreadable(f"{name} would lie outside of the folder of files")
    target = media / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("wb") as kept:
        target.chmod(0o600)
        shutil.copyfileobj(file, kept, PART)
