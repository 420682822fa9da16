"""Running the web server and the worker side by side; the worker is begun again whenever it ends."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import click
from django.conf import settings

from kidsapp.municipality.walls import refusal_to_trust_role, tables_of_cities

GRACE_SECONDS = 10
READY_SECONDS = 60
PAUSE_SECONDS = 5
"""At least so long between two beginnings of the worker."""


def refusal_to_serve(port: int, host: str = "127.0.0.1") -> str | None:
    """One line that says why the port cannot be served, or nothing."""
    if not 0 < port < 65536:
        return f"Port {port}: there is no such port. Choose another: make demo PORT=8001"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} needs more rights than you have. Choose another: make demo PORT=8001"
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                return f"{host} is no address of this machine."
            return f"Port {port} is taken by another program. Choose another: make demo PORT=8001"
    return None


def run(
    port: int,
    *,
    workers: int,
    host: str = "127.0.0.1",
    when_ready: "Callable[[], Sequence[subprocess.Popen[bytes]]]",
) -> int:
    """Serve until interrupted or until the web server ends; returns the exit code.

    ``when_ready`` may return more processes, which end with the others; their own end ends nothing.
    """
    _empty_metrics()
    web, worker = started(web_command(port, workers=workers, host=host)), _Worker()
    more: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _await_health(port, web)
        more += when_ready()
        while web.poll() is None:
            worker.begin_again_if_ended()
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        stop([*more, web, worker.process])


def _empty_metrics() -> None:
    """The web processes add up their numbers in files; those of the last start go."""
    folder = settings.STATE / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def web_command(
    port: int, *, workers: int, host: str = "127.0.0.1", application: str = "kidsapp.web.wsgi:application"
) -> list[str]:
    """The command line of the web server."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    limits = ["--workers", str(workers), "--blocking-threads", "1", "--no-access-log"]
    limits += ["--respawn-failed-workers"]
    return [*command, *limits, "--log-level", "warning", application]


class _Worker:
    """The worker of the queue. It ends when the database does; pages meanwhile answer in a friendly way."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        command = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "2"]
        self.process, self._began = started(command), time.monotonic()

    def begin_again_if_ended(self) -> None:
        if self.process.poll() is not None and time.monotonic() - self._began >= PAUSE_SECONDS:
            click.echo("The worker ended and is begun again.", err=True)
            self._begin()


def started(command: list[str], **more: str) -> "subprocess.Popen[bytes]":
    """A process in a group of its own, so that its workers can be ended with it."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kidsapp.web.settings", **more}
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 (our own words)


def _await_health(port: int, web: "subprocess.Popen[bytes]") -> None:
    for _ in range(READY_SECONDS * 10):
        if web.poll() is not None:
            raise click.ClickException("The web server ended at once; its reason stands above.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise click.ClickException("The web server did not answer in time.")


def stop(children: "list[subprocess.Popen[bytes]]") -> None:
    """End the processes and all that they started."""
    for child in children:
        child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _refusal_without_tables() -> str | None:
    """Whoever forgot one command would read every five seconds that the worker ended."""
    return None if tables_of_cities() else "The database is empty: run `kidsapp migrate` first."


@click.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="cores")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the pages and run the worker."""
    if reason := refusal_to_serve(port, host) or refusal_to_trust_role() or _refusal_without_tables():
        raise click.ClickException(reason)

    os.environ.setdefault("KIDSAPP_LOGS", "json")

    def tell() -> Sequence["subprocess.Popen[bytes]"]:
        click.echo(f"Serving on {host}:{port}")
        if not settings.CLAMD_SOCKET:
            click.echo("Warning: no virus scanner (KIDSAPP_CLAMD_SOCKET); uploads are not scanned.", err=True)
        return ()

    sys.exit(run(port, workers=workers, host=host, when_ready=tell))
