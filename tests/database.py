"""Pytest plugin: one migrated template database, from which every worker's own is cloned in a moment."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
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
    for migration in sorted(ROOT.glob("kidsapp/*/migrations/*.py")):
        digest.update(migration.read_bytes())
    return digest.hexdigest()[:12]


def _migrated_template() -> str:
    name = f"kidsapp_template_{_fingerprint()}"
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        url = os.environ["KIDSAPP_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            if not _has_database(connection, name):
                _build_template(connection, url, name)
    return name


def _has_database(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _build_template(connection: psycopg.Connection, url: str, name: str) -> None:
    connection.execute("ALTER SYSTEM SET fsync = off")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute("DROP DATABASE IF EXISTS kidsapp_building")
    connection.execute("CREATE DATABASE kidsapp_building")
    base, _, query = url.partition("?")
    building = base.rpartition("/")[0] + "/kidsapp_building" + (f"?{query}" if query else "")
    environment = {**os.environ, "KIDSAPP_DATABASE_URL": building, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    connection.execute(f'ALTER DATABASE kidsapp_building RENAME TO "{name}"')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = _migrated_template()
