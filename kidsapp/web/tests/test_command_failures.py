"""Whatever stops a command, whoever typed it reads one line."""

import errno
import os
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, DataError, InterfaceError, OperationalError, ProgrammingError

from kidsapp.web import cli, embedded_database


class UndefinedTable(Exception):
    sqlstate = "42P01"


class InsufficientPrivilege(Exception):
    sqlstate = "42501"


def caused(failure, cause):
    failure.__cause__ = cause
    return failure


STOPS = [
    (
        OperationalError("connection failed:\n  refused"),
        "cannot be reached or has gone away",
        "failed: refused",
    ),
    (InterfaceError(), "cannot be reached or has gone away", "connection was closed"),
    (caused(ProgrammingError("relation"), UndefinedTable()), "kidsapp migrate", "first"),
    (caused(ProgrammingError("must be owner"), InsufficientPrivilege()), "KIDSAPP_OWNER_URL", "log-in"),
    (
        caused(DatabaseError(), caused(ProgrammingError("denied"), InsufficientPrivilege())),
        "KIDSAPP_OWNER_URL",
        "log-in",
    ),
    (DataError("Key (name)=(Aylin)"), "DataError", "test_command_failures.py"),
    (OSError(errno.ENOSPC, "No space left on device", "/var/x"), "No space left on device", "/var/x"),
    (OSError("without a number"), "This should not happen: OSError", "report"),
    (ImproperlyConfigured("KIDSAPP_X is missing"), "KIDSAPP_X", "missing"),
    (KeyError("Aylin"), "This should not happen: KeyError", "test_command_failures.py"),
]


@pytest.fixture
def run(monkeypatch):
    """Run ``kidsapp stopped`` against a failure."""

    def with_failure(failure):
        @click.command()
        def stopped():
            raise failure

        monkeypatch.setattr(cli.ModuleGroups, "get_command", lambda *_: stopped)
        return CliRunner().invoke(cli.main, ["stopped"])

    return with_failure


@pytest.mark.parametrize(("failure", "first", "second"), STOPS, ids=lambda value: str(value)[:20])
def test_what_stops_a_command_is_said_in_one_line_and_without_content(run, failure, first, second):
    result = run(failure)
    assert result.exit_code == 1 and result.output.startswith("Error: ") and result.output.count("\n") == 1
    assert first in result.output and second in result.output and "Aylin" not in result.output


def test_a_developer_may_ask_for_the_traceback(run, monkeypatch):
    monkeypatch.setenv("KIDSAPP_LOGS", "whole")
    assert isinstance(run(KeyError("x")).exception, KeyError)


def test_what_a_command_says_itself_stays_as_it_is(run):
    assert run(click.ClickException("Port 1 is taken.")).output == "Error: Port 1 is taken.\n"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("nonsense", "postgresql://name:password@host"),
    ],
)
def test_a_database_that_is_not_there_is_no_traceback(tmp_path, address, said):
    places = {"KIDSAPP_DATABASE_URL": address, "KIDSAPP_OWNER_URL": address, "KIDSAPP_STATE": str(tmp_path)}
    words = [sys.executable, "-m", "kidsapp.web.cli", "city", "load", "cities/herne"]
    ended = subprocess.run(words, env={**os.environ, **places}, capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and said in ended.stderr and "Traceback" not in ended.stderr + ended.stdout


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("KIDSAPP_PROXIES", "one", "is a number"),
        ("KIDSAPP_SMTP_PORT", "-25", "is a number"),
        ("KIDSAPP_CODE_GRACE", "¹", "is a number"),
        ("KIDSAPP_SECURITY_UNTIL", "bald", "is a day"),
        ("KIDSAPP_METRICS_FROM", "prometheus", "lists addresses"),
        ("KIDSAPP_DOCUMENT_CIPHER", "9", "none of"),
        ("KIDSAPP_DOCUMENT_KEYS", "1:c2VjcmV0", "32 bytes"),
        ("KIDSAPP_DOCUMENT_KEYS", "c2VjcmV0", "a number of its own"),
    ],
)
def test_a_mistyped_setting_is_named_with_what_belongs_there(tmp_path, name, typed, said):
    words = [sys.executable, "-m", "kidsapp.web.cli", "jobs", "failed"]
    environment = {**os.environ, "KIDSAPP_STATE": str(tmp_path), name: typed}
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and ended.stderr.startswith(f"Error: {name}") and said in ended.stderr
    assert "c2VjcmV0" not in ended.stderr, "a secret"


def test_root_by_su_finds_the_command_that_makes_the_servers_user(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    found = []

    def server(*_, **__):
        found.append(shutil.which("useradd"))
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(embedded_database, "get_server", server)
    with pytest.raises(OSError, match="denied"):
        embedded_database.ensure_database(tmp_path)
    assert found[0]
