"""Pytest plugin: one migrated template database, from which every worker's own is cloned in a moment.

Tests run as the application's role, behind row-level security, like the product; beyond that the role may
here make databases and empty tables, which the runner needs.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg

ROLE = "kidsapp_app"
ROOT = Path(__file__).resolve().parent.parent
WALLS = ROOT / "kidsapp" / "municipality" / "walls.py"
STATE = Path(os.environ.get("KIDSAPP_TEST_STATE", ROOT / "var" / "tests"))
os.environ.setdefault("KIDSAPP_STATE", str(STATE))
os.environ.setdefault("KIDSAPP_SECRET_KEY", "only-for-tests")


def _start_server() -> None:
    if os.environ.get("KIDSAPP_DATABASE_URL"):
        return
    from kidsapp.web.embedded_database import use_embedded_database

    use_embedded_database(STATE)


_start_server()


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for source in [*sorted(ROOT.glob("kidsapp/*/migrations/*.py")), WALLS, Path(__file__)]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def migrated_template() -> str:
    """The name of the template for this state of the tables; made unless it is there."""
    name = f"kidsapp_template_{_fingerprint()}"
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        url = os.environ["KIDSAPP_OWNER_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            if not _has_database(connection, name):
                _build_template(connection, name)
    return name


def _has_database(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _build_template(connection: psycopg.Connection, name: str) -> None:
    connection.execute("ALTER SYSTEM SET fsync = off")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"ALTER ROLE {ROLE} CREATEDB")
    connection.execute("DROP DATABASE IF EXISTS kidsapp_building")
    connection.execute("CREATE DATABASE kidsapp_building")
    urls = {name: _of_building(os.environ[name]) for name in ("KIDSAPP_DATABASE_URL", "KIDSAPP_OWNER_URL")}
    environment = {**os.environ, **urls, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    with psycopg.connect(urls["KIDSAPP_OWNER_URL"]) as building:
        building.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {ROLE}")
    connection.execute(f'ALTER DATABASE kidsapp_building RENAME TO "{name}"')
    connection.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true')


def _of_building(url: str) -> str:
    base, _, query = url.partition("?")
    return base.rpartition("/")[0] + "/kidsapp_building" + (f"?{query}" if query else "")
