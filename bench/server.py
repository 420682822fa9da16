"""The web server, started as it is in service, and what it and its database have cost so far."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil
from django.db import connection

from bench.machine import cpu_ms, family_of
from kidsapp.operations.serving import started, stop, web_command

WORKERS = 2


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    cookies: str
    text: str


class Server:
    """A running server that is asked over connections which stay open, as browsers keep them."""

    def __init__(self, port: int, pid: int) -> None:
        """Know where to ask, and the first of the processes that work."""
        self.port = port
        self._pid = pid
        self._open = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(2 * WORKERS)]
        self.count_processes()

    def count_processes(self) -> None:
        """Look which processes work: to be called again when every worker holds its connections."""
        self._spent = dict.fromkeys([*family_of(self._pid), *_database()], 0.0)

    def cpu_ms(self) -> float:
        """Processor time of all server processes so far, also of one that has ended since."""
        for pid in self._spent:
            with suppress(OSError):
                self._spent[pid] = cpu_ms(pid)
        return sum(self._spent.values())

    def ask(self, host: str, path: str, *, cookie: str = "", body: str | None = None) -> Answer:
        """Ask for a page, or send a form; the connections take turns."""
        self._open.append(line := self._open.pop(0))
        headers = {"Host": host, "Cookie": cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("GET" if body is None else "POST", path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        cookies = "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", []))
        return Answer(answer.status, answer.headers.get("Location", ""), cookies, text)


@contextmanager
def serving(application: str, **environment: str) -> Iterator[Server]:
    """Serve an application with two workers, in the way of ``kidsapp serve``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    web = started(web_command(port, workers=WORKERS, application=application), **environment)
    try:
        _await(port, web)
        yield Server(port, web.pid)
    finally:
        stop([web])


def _database() -> list[int]:
    """The server processes of this database, which runs on the same machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = psutil.Process(cursor.fetchone()[0])
    postmaster = own.parent()
    assert postmaster
    return [pid for pid in family_of(postmaster.pid) if pid != own.pid]


def _await(port: int, web: "subprocess.Popen[bytes]") -> None:
    answers = 0
    while answers < 2 * WORKERS:
        assert web.poll() is None, "the server ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            answers += 1
        time.sleep(0.2)
