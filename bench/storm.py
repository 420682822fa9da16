"""``python -m bench.storm``: what a storm of log-in attempts costs everybody else.

A hundred times a second somebody tries a password for one account from one network, while one visitor reads
pages one after the other, before and meanwhile. The server is that of ``kidsapp serve``, with two workers.
"""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date

from kidsapp.web.embedded_database import use_embedded_database
from kidsapp.web.folders import STATE

HOST, LOG_IN, PAGE = "herne.localhost", "/de/konto/anmelden/", "/de/impressum/"
SENDERS, A_SECOND, A_SENDERS_ATTEMPTS, PAGES = 6, 100, 500, 400
TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')


def send(port: int) -> None:
    """Try passwords at the pace of the storm, and print what came back; in a process of its own."""
    answers, threads = Counter[int](), []
    for _ in range(SENDERS):
        threads.append(threading.Thread(target=_send, args=(port, answers)))
        threads[-1].start()
    for each in threads:
        each.join()
    print(json.dumps(answers))


def _send(port: int, answers: Counter[int]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", LOG_IN, headers={"Host": HOST})
    answer = line.getresponse()
    token = TOKEN.search(answer.read().decode())
    cookie = "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", []))
    assert token
    body = f"login=storm@example.org&password=falsch-falsch&csrfmiddlewaretoken={token[1]}"
    headers = {"Host": HOST, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    begun = time.monotonic()
    for number in range(A_SENDERS_ATTEMPTS):
        time.sleep(max(0.0, begun + number * SENDERS / A_SECOND - time.monotonic()))
        try:
            line.request("POST", LOG_IN, body, headers)
            answer = line.getresponse()
            answer.read()
            answers[answer.status] += 1
        except (OSError, http.client.HTTPException):
            line = http.client.HTTPConnection("127.0.0.1", port)
            answers[0] += 1


def waited(port: int) -> list[float]:
    """Milliseconds for each of the pages that one visitor reads."""
    line, spent = http.client.HTTPConnection("127.0.0.1", port), []
    for _ in range(PAGES):
        begun = time.perf_counter()
        line.request("GET", PAGE, headers={"Host": HOST})
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200
        spent.append((time.perf_counter() - begun) * 1000)
    return sorted(spent)


def said(spent: list[float]) -> str:
    """Median and p95."""
    return f"median {statistics.median(spent):.1f}, p95 {spent[int(len(spent) * 0.95)]:.1f} ms"


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
    use_embedded_database(STATE / "bench")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench import machine
    from bench.__main__ import empty_database
    from bench.population import family, make_cities, wished_kitas
    from bench.server import serving
    from kidsapp.municipality.scope import municipality_scope

    empty_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    with municipality_scope(make_cities()):
        family(wished_kitas()).account.__class__.objects.update(email="storm@example.org")
    print(f"{date.today()}, {machine.processor()}, {machine.load()}")
    with serving("kidsapp.web.wsgi:application") as server:
        waited(server.port)
        alone = waited(server.port)
        command = [sys.executable, "-m", "bench.storm", str(server.port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as storm:  # noqa: S603 (our own words)
            time.sleep(3)
            beside = waited(server.port)
            assert storm.poll() is None, "the storm was over too soon"
            answers = storm.communicate()[0]
    print(f"alone: {said(alone)}; beside the storm: {said(beside)}")
    print(f"answers to attempts: {answers.strip()}; at the end {machine.load()}")
    place = int(PAGES * 0.95)
    print(f"p95 {beside[place] / alone[place]:.2f} times")


if __name__ == "__main__":
    send(int(sys.argv[1])) if len(sys.argv) > 1 else main()
