"""The processes of an installation: which end ends what."""

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kidsapp.operations import serving

BEGINNINGS = 3


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_worker_that_ends_is_begun_again_and_the_web_servers_end_ends_all(monkeypatch, settings, tmp_path):
    settings.STATE = tmp_path
    monkeypatch.setattr(serving, "PAUSE_SECONDS", 0)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    port, begun = free_port(), []

    def started(command, **_more):
        is_worker = "procrastinate" in command
        words = ["-c", "pass"] if is_worker else ["-m", "http.server", "--bind", "127.0.0.1", str(port)]
        begun.append(subprocess.Popen([sys.executable, *words], start_new_session=True))
        if len(begun) > BEGINNINGS:
            begun[0].kill()
        return begun[-1]

    monkeypatch.setattr(serving, "started", started)
    assert serving.run(port, workers=1, when_ready=tuple) == 1
    assert len(begun) == BEGINNINGS + 1 and all(process.poll() is not None for process in begun)


@pytest.mark.parametrize(("port", "word"), [(0, "no such port"), (70_000, "no such port")])
def test_a_port_that_cannot_be_is_refused_in_one_line(port, word):
    assert word in serving.refusal_to_serve(port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_a_host_of_another_machine_is_refused_in_one_line(host):
    assert "no address of this machine" in serving.refusal_to_serve(free_port(), host)


@pytest.mark.parametrize("host", ["0.0.0.0", "localhost", "::1"])  # noqa: S104 (only asked for)
def test_a_host_of_this_machine_is_served(host):
    assert serving.refusal_to_serve(free_port(), host) is None


def test_an_empty_database_is_not_served(monkeypatch):
    monkeypatch.setattr(serving, "refusal_to_trust_role", lambda: None)
    monkeypatch.setattr(serving, "tables_of_cities", list)
    said = CliRunner().invoke(serving.serve, ["--port", str(free_port())])
    assert said.exit_code == 1 and "kidsapp migrate" in said.output
