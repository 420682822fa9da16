"""What a request costs all server processes together, and beside a bare view of the same template."""

import json
import statistics
from dataclasses import dataclass, replace

from bench import opening, walls
from bench.cases import seed_cases
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
from bench.server import Server, serving
from bench.walk import walks
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.models import District
from kidsapp.municipality.scope import municipality_scope

WARM_UP, SAMPLES, TURNS, FAMILIES = 60, 300, 15, 100
BESIDE_BARE = 3
BESIDE_NO_WALLS = {"list of 20 Kitas", "family's home", "youth office, 5,000 cases"}
DESK = "/de/jugendamt/?jahr=2027"
FILTERS = "&suche=mia&alter=2&stunden=45&weg=family&nachweis=open&sprache=de"
PRODUCT, BARE_VIEW, BARE = "kidsapp.web.wsgi:application", "bench.bare:application", "bare view"


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
        families, more_families = ([family(wishes) for _ in range(FAMILIES)] for _ in range(2))
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
        Page("youth office, by name", HERNE, f"{DESK}&suche=fall", office),
        Page("youth office, overdue", HERNE, f"{DESK}&frist=overdue", office),
        Page("youth office, of one Kita", HERNE, f"{DESK}&kita={kita}", office),
        Page("youth office, all filters", HERNE, f"{narrow}{FILTERS}", office),
        Page("demand over 5,000 cases", HERNE, "/de/jugendamt/bedarf/?jahr=2027", office),
        Page("children without a place", HERNE, "/de/jugendamt/ohne-platz/?jahr=2027", office),
    ]
    _measure_pages(pages, families)
    beside_walls = [page for page in pages if page.name in BESIDE_NO_WALLS]
    walls.measure_pages(lambda server: _costs_of(server, beside_walls), more_families)
    with municipality_scope(city):
        walls.measure_upload(at_home)
    with serving(PRODUCT) as server:
        opening.report(opening.opening_morning(server, city, wishes))


def _measure_pages(pages: list[Page], families: list[Family]) -> None:
    """Both servers run, and pages take turns: where the pace of the machine swings, it does for each."""
    beside = pages[:BESIDE_BARE]
    asked = json.dumps([(page.host, page.path, page.cookie) for page in beside])
    with serving(PRODUCT) as server, serving(BARE_VIEW, BENCH_PAGES=asked) as bare:
        ways = [(page.name, server, page) for page in pages]
        ways += [(f"{page.name}, {BARE}", bare, page) for page in beside]
        costs = {name: _printed(name, cost) for name, cost in _costs_in_turn(ways).items()}
        for page in beside:
            times = costs[page.name].median / costs[f"{page.name}, {BARE}"].median
            print(f"{page.name}: {times:.2f} times the bare view")
        for name, spent in walks(server, families).items():
            _printed(f"form, {name}", _cost_from(spent))


def _costs_of(server: Server, pages: list[Page]) -> dict[str, float]:
    costs = _costs_in_turn([(page.name, server, page) for page in pages])
    return {name: cost.median for name, cost in costs.items()}


def _costs_in_turn(ways: list[tuple[str, Server, Page]]) -> dict[str, Cost]:
    ways = [(name, server, _known(server, page)) for name, server, page in ways]
    spent: dict[str, list[float]] = {name: [] for name, *_ in ways}
    for _, server, page in ways:
        for _ in range(WARM_UP):
            _ask(server, page)
        server.count_processes()
    for _ in range(TURNS):
        for name, server, page in ways:
            spent[name] += [_ask(server, page) for _ in range(SAMPLES // TURNS)]
    return {name: _cost_from(found) for name, found in spent.items()}


def _printed(name: str, cost: Cost) -> Cost:
    print(f"{name}: {cost.median:.1f} / {cost.p95:.1f} CPU-ms", flush=True)
    return cost


def _known(server: Server, page: Page) -> Page:
    """The page as a browser asks for it that was here before: with the cookies that it was given."""
    given = server.ask(page.host, page.path, cookie=page.cookie).cookies
    return replace(page, cookie="; ".join(filter(None, (page.cookie, given))))


def _ask(server: Server, page: Page) -> float:
    before = server.cpu_ms()
    answer = server.ask(page.host, page.path, cookie=page.cookie)
    assert answer.status == 200, f"{page.path}: {answer.status}"
    return server.cpu_ms() - before


def _cost_from(spent: list[float]) -> Cost:
    costs = sorted(spent)
    return Cost(statistics.median(costs), costs[int(len(costs) * 0.95)])
