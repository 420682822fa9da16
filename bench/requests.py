"""CPU a request costs all server processes together, by the kernel's accounting, with two workers."""

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode

import psutil

from bench.places import seed
from kidsapp.municipality.models import DatedSetting, Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.tests.factories import child, guardian_of, signed_in_client
from kidsapp.places.models import Facility

HOST, KITAS, BATCHES, PER_BATCH = "bench.localhost", 2500, 30, 20
SETTINGS = {
    "childcare.registration_opens": "01-01",
    "childcare.cut_off": "02-01",
    "childcare.lower_wishes_open": "",
    "childcare.wishes_max": 3,
    "childcare.answer_days": 14,
    "childcare.number_prefix": "BEN",
    "childcare.hours_models": [{"key": key, "name": {"de": key}} for key in ("25", "35-block", "45")],
}


def measure() -> None:
    """Print CPU milliseconds per request, median and p95 over batches."""
    city = Municipality.objects.create(
        slug="bench", name="Bench", ags="99999998", land="nrw", hosts=[HOST], languages=["de", "ar"]
    )
    with municipality_scope(city.pk):
        _fill()
        with _server() as port:
            _measure_pages(port)


def _fill() -> None:
    for key, value in SETTINGS.items():
        DatedSetting.objects.create(key=key, value=value, valid_from=date(2020, 1, 1), source="bench")
    seed(KITAS)
    for place in Facility.objects.all()[:200]:
        place.groups.create(year=2027, name="A", age_from_months=4, age_until_months=76, places=20)


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    options = [
        "--blocking-threads",
        "1",
        "--no-access-log",
        "--log-level",
        "error",
        "kidsapp.web.wsgi:application",
    ]
    web = subprocess.Popen([*command, *options])  # noqa: S603 (our own words)
    try:
        _await(port)
        yield port
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(10)


def _await(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _measure_pages(port: int) -> None:
    place = Facility.objects.first()
    mia = child(born_on=date(2024, 9, 1))
    cookie = _cookie(guardian_of(mia))
    pages = {
        "list of 20 Kitas": ("/de/kita/", ""),
        "one Kita": (f"/de/kita/{place.public_id}/", ""),
        "family home": ("/de/start/", cookie),
    }
    for name, (path, session) in pages.items():
        _report(name, port, lambda connection, path=path, session=session: _get(connection, path, session))
    _report("submit a pre-registration", port, _submitter())


def _cookie(somebody: object) -> str:
    client = signed_in_client(somebody, host=HOST)  # type: ignore[arg-type]
    return f"sessionid={client.cookies['sessionid'].value}"


def _get(connection: http.client.HTTPConnection, path: str, cookie: str) -> str:
    connection.request("GET", path, headers={"Host": HOST, "Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body.decode("utf-8", "ignore")


def _submitter() -> Callable[[http.client.HTTPConnection], object]:
    """Each call is another family that sends the whole form; the form itself was fetched before."""
    wishes = list(Facility.objects.exclude(groups=None).values_list("public_id", flat=True)[:3])
    Facility.objects.filter(public_id__in=wishes).update(
        age_from_months=4, age_until_months=90, hours_models=[]
    )
    families = iter([_family(number) for number in range((BATCHES + 1) * PER_BATCH)])

    def submit(connection: http.client.HTTPConnection) -> None:
        cookie, public_id, number = next(families)
        body = urlencode(
            {
                "csrfmiddlewaretoken": "a" * 32,
                "form_key": f"bench-{number}",
                "child": public_id,
                "starts_on": "1.8.2027",
                "hours": "45",
                "wish": wishes,
            },
            doseq=True,
        )
        headers = {
            "Host": HOST,
            "Cookie": f"{cookie}; csrftoken={'a' * 32}",
            "Content-Length": str(len(body)),
        }
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", "/de/vormerkung/neu/", body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"submit: {answer.status}")

    return submit


def _family(number: int) -> tuple[str, str, int]:
    own = child(given_name=f"Kind{number}", born_on=date(2024, 9, 1))
    return _cookie(guardian_of(own)), own.public_id, number


def _report(name: str, port: int, ask: Callable[[http.client.HTTPConnection], object]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(PER_BATCH):
        ask(connection)
    costs = sorted(_batch(ask, connection) for _ in range(BATCHES))
    median, p95 = statistics.median(costs), costs[int(len(costs) * 0.95)]
    print(
        f"{name}: {median:.1f} / {p95:.1f} CPU-ms (median / p95 of {BATCHES} batches of {PER_BATCH} requests)"
    )


def _batch(
    ask: Callable[[http.client.HTTPConnection], object], connection: http.client.HTTPConnection
) -> float:
    before = _cpu_ms()
    for _ in range(PER_BATCH):
        ask(connection)
    return (_cpu_ms() - before) / PER_BATCH


def _cpu_ms() -> float:
    """User and system time of the web server's and the database's processes so far."""
    total = 0.0
    for process in psutil.process_iter(["name", "cmdline"]):
        command = " ".join(process.info["cmdline"] or [])
        if re.search(r"granian|postgres", command) and process.pid != os.getpid():
            times = process.cpu_times()
            total += times.user + times.system
    return total * 1000
