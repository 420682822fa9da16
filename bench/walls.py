"""What the walls cost: pages with and without audit and row-level security; an upload beside a plain copy."""

import io
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from psycopg import sql

from bench.population import Family
from bench.server import Server, serving
from bench.walk import walks
from kidsapp.documents.commands import keep_upload
from kidsapp.documents.sealing import KEY_BYTES, sealed
from kidsapp.kernel.clock import now
from kidsapp.municipality.walls import application_role, as_owner, raise_walls, tables_of_cities
from kidsapp.people.queries import actor_of

WALLED, UNWALLED = "kidsapp.web.wsgi:application", "bench.unwalled:application"
UPLOAD_BYTES, UPLOADS = 5_000_000, 30
TURNS = 3
_Spent = defaultdict[str, list[float]]


@contextmanager
def without_row_security() -> Iterator[None]:
    """Take the walls down, and raise them again."""
    role = application_role()
    with as_owner(), connection.cursor() as cursor:
        for table in tables_of_cities():
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table)))
    try:
        yield
    finally:
        with as_owner():
            raise_walls(role=role)


def measure_pages(cost: Callable[[Server], dict[str, float]], families: list[Family]) -> None:
    """Print, page by page, the cost with the walls, without them, and the ratio of both.

    ``cost`` measures pages of a running server; the families go through the form, each half one way. Both
    ways take turns, since the machine is not always as fast; the median of all turns counts.
    """
    walled, bare, share = _Spent(list), _Spent(list), len(families) // (2 * TURNS)
    for turn in range(TURNS):
        here = families[2 * turn * share :]
        with serving(WALLED) as server:
            _add(walled, _costs(server, cost, here[:share]))
        with without_row_security(), serving(UNWALLED) as server:
            _add(bare, _costs(server, cost, here[share : 2 * share]))
    for name, found in walled.items():
        with_walls, without = statistics.median(found), statistics.median(bare[name])
        print(f"walls, {name}: {with_walls:.1f} / {without:.1f} CPU-ms, {with_walls / without:.2f} times")


def _costs(
    server: Server, cost: Callable[[Server], dict[str, float]], families: list[Family]
) -> dict[str, float]:
    steps = {name: statistics.median(spent) for name, spent in walks(server, families).items()}
    return {**cost(server), "all steps of the form": sum(steps.values())}


def _add(spent: _Spent, costs: dict[str, float]) -> None:
    for name, cost in costs.items():
        spent[name].append(cost)


def measure_upload(sender: Family) -> None:
    """Print what it costs to keep five megabytes, sealed or as they are."""
    data = _pdf()
    actor = actor_of(
        sender.account, municipality_id=sender.child.municipality_id, today=now().date(), language="de"
    )
    ways: dict[str, Callable[[], object]] = {
        "plain copy": lambda: default_storage.save("bench", ContentFile(data)),
        "sealed and stored": lambda: default_storage.save(
            "bench", ContentFile(sealed(data, bytes(KEY_BYTES), name="bench").content)
        ),
        "taken in whole: looked through, sealed, stored, its row": lambda: keep_upload(
            actor, SimpleUploadedFile("bench.pdf", data), at=now()
        ),
    }
    for name, way in ways.items():
        print(f"5 MB upload, {name}: {_median_ms(way):.1f} CPU-ms")


def _median_ms(way: Callable[[], object]) -> float:
    spent = []
    for _ in range(UPLOADS):
        before = time.process_time()
        way()
        spent.append((time.process_time() - before) * 1000)
    return statistics.median(spent)


def _pdf() -> bytes:
    """A page with a picture's worth of bytes that cannot be packed."""
    made = pikepdf.new()
    made.add_blank_page()
    made.pages[0].Contents = made.make_stream(
        b"% " + os.urandom(UPLOAD_BYTES).hex().encode()[: UPLOAD_BYTES - 2000]
    )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
