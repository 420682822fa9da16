"""What each step of the form costs: shown to a family that goes on, and sent by it."""

from collections import defaultdict
from collections.abc import Iterable

from bench.forms import filled
from bench.population import HERNE, Family
from bench.server import Answer, Server

FORM = "/de/vormerkung/neu/"
MOST_STEPS = 12
SENT = "submit"
NEED = {
    "starts_on": "1.8.2027",
    "hours": "45",
    "own_street": "Musterweg 1",
    "own_postal_code": "44623",
    "own_town": "Herne",
    "second": "no",
    "ground": "work",
}


def walks(server: Server, families: Iterable[Family]) -> dict[str, list[float]]:
    """What every step cost each of the families, in processor milliseconds, by the step's name."""
    costs: dict[str, list[float]] = defaultdict(list)
    for sender in families:
        for name, cost in walk(server, sender):
            costs[name].append(cost)
    return costs


def walk(server: Server, sender: Family, *, until: str = "") -> list[tuple[str, float]]:
    """A family opens the form, fills in step after step and sends it, or stops at one; what each cost."""
    costs: list[tuple[str, float]] = []
    need = {**NEED, "child": sender.child.public_id}
    path, jar = FORM, sender.cookie
    for _ in range(MOST_STEPS):
        if until == _name(path):
            return costs
        shown, page = _measured(server, path, jar)
        costs.append((f"step {_name(path)}, shown", shown))
        jar = f"{sender.cookie}; {page.cookies}" if page.cookies else jar
        action, body = filled(page.text, need)
        sent, answer = _measured(server, action or path, jar, body)
        if not answer.location:
            raise RuntimeError(f"{path}: {answer.status} {answer.text[:2000]}")
        is_over = answer.location.endswith("/gesendet/")
        costs.append((SENT if is_over else f"step {_name(path)}, sent", sent))
        if is_over:
            return costs
        path = answer.location
    raise RuntimeError(f"no end of the form: {path}")


def _measured(server: Server, path: str, cookie: str, body: str | None = None) -> tuple[float, Answer]:
    before = server.cpu_ms()
    answer = server.ask(HERNE, path, cookie=cookie, body=body)
    return server.cpu_ms() - before, answer


def _name(path: str) -> str:
    return path.partition("?")[0].rstrip("/").rpartition("/")[2]
