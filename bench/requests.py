"""What a request costs all server processes together, and beside a bare view of the same template."""

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from bench.cases import seed_cases
from bench.forms import filled
from bench.population import (
    HERNE,
    LARGE,
    Family,
    family,
    make_cities,
    office_worker,
    preregister,
    wished_kitas,
)
from bench.server import Answer, Server, serving
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.models import District
from kidsapp.municipality.scope import municipality_scope

WARM_UP, SAMPLES, FAMILIES = 60, 300, 100
DESK = "/de/jugendamt/?jahr=2027"
FILTERS = "&q=mia&alter=2&stunden=45&weg=family&nachweis=open&sprache=de"
BARE_VIEW = "bench.bare:application"
NEED = {
    "starts_on": "1.8.2027",
    "hours": "45",
    "own_street": "Musterweg 1",
    "own_postal_code": "44623",
    "own_town": "Herne",
    "second": "no",
    "ground": "work",
}


@dataclass(frozen=True)
class Page:
    """An address, and who asks."""

    name: str
    host: str
    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Cost:
    """Processor milliseconds of a request, database included."""

    median: float
    p95: float


def measure() -> None:
    """Fill the database, start the servers, and print every cost."""
    city = make_cities()
    with municipality_scope(city):
        wishes = wished_kitas()
        at_home = family(wishes)
        preregister(at_home, wishes, city)
        families = [family(wishes) for _ in range(FAMILIES)]
        office = office_worker()
        seed_cases(today=german_day(now()))
        kita = wishes[0]
        narrow = f"{DESK}&kita={kita}&ortsteil={District.objects.first().pk}"
    pages = [
        Page("list of 20 Kitas", HERNE, "/de/kita/"),
        Page("one Kita", HERNE, f"/de/kita/{wishes[0]}/"),
        Page("family's home", HERNE, "/de/start/", at_home.cookie),
        Page("list of 20 of 2,500 Kitas", LARGE, "/de/kita/"),
        Page("youth office, 5,000 cases", HERNE, DESK, office),
        Page("youth office, by name", HERNE, f"{DESK}&q=Fall12", office),
        Page("youth office, overdue", HERNE, f"{DESK}&frist=overdue", office),
        Page("youth office, of one Kita", HERNE, f"{DESK}&kita={kita}", office),
        Page("youth office, all filters", HERNE, f"{narrow}{FILTERS}", office),
        Page("demand over 5,000 cases", HERNE, "/de/jugendamt/bedarf/?jahr=2027", office),
        Page("children without a place", HERNE, "/de/jugendamt/ohne-platz/?jahr=2027", office),
    ]
    _measure_pages(pages, families)


def _measure_pages(pages: list[Page], families: list[Family]) -> None:
    with serving("kidsapp.web.wsgi:application") as server:
        costs = {page: _cost_of_page(server, page) for page in pages}
        submit = _cost_of([lambda one=one: _submit(server, one) for one in families])
    asked = json.dumps([(page.host, page.path, page.cookie) for page in pages])
    with serving(BARE_VIEW, BENCH_PAGES=asked) as server:
        bare = {page: _cost_of_page(server, page) for page in pages}
    for page, cost in costs.items():
        ratio = cost.median / bare[page].median
        beside = f"; bare view {bare[page].median:.1f}, ratio {ratio:.2f}"
        print(f"{page.name}: {cost.median:.1f} / {cost.p95:.1f} CPU-ms{beside}")
    print(f"submit a pre-registration: {submit.median:.1f} / {submit.p95:.1f} CPU-ms")


def _cost_of_page(server: Server, page: Page) -> Cost:
    def ask() -> float:
        before = server.cpu_ms()
        answer = server.ask(page.host, page.path, cookie=page.cookie)
        assert answer.status == 200, f"{page.path}: {answer.status}"
        return server.cpu_ms() - before

    for _ in range(WARM_UP):
        ask()
    server.count_processes()
    return _cost_of([ask] * SAMPLES)


def _cost_of(samples: list[Callable[[], float]]) -> Cost:
    costs = sorted(sample() for sample in samples)
    return Cost(statistics.median(costs), costs[int(len(costs) * 0.95)])


def _submit(server: Server, sender: Family) -> float:
    """A family opens the form, fills it in and sends it; what the last sending cost."""
    path, cookie, need = "/de/vormerkung/neu/", sender.cookie, {**NEED, "child": sender.child.public_id}
    answer = server.ask(HERNE, path, cookie=cookie)
    for _step in range(8):
        cookie = f"{sender.cookie}; {answer.cookies}" if answer.cookies else cookie
        action, body = filled(answer.text, need)
        before = server.cpu_ms()
        answer = server.ask(HERNE, action or path, cookie=cookie, body=body)
        cost = server.cpu_ms() - before
        if _is_sent(answer):
            return cost
        if answer.location:
            path = answer.location
            answer = server.ask(HERNE, path, cookie=cookie)
    raise RuntimeError(f"not sent: {answer.status} {answer.text[:2000]}")


def _is_sent(answer: Answer) -> bool:
    return answer.status == 302 and answer.location.endswith("/gesendet/")
