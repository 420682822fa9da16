"""The audit log at 1,000,000 lines: appending, sealing, verifying, reading one child's; memory."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bench.machine import load, processor

Found = TypeVar("Found")
LINES = 1_000_000
APPENDED_ONE_BY_ONE = 5_000
MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FILL = """
INSERT INTO audit_auditline (municipality_id, at, act, account_id, children, subjects)
SELECT %s, %s::timestamptz - (n || ' seconds')::interval, 'childcare.see_wish', 1 + n %% 5000,
       ARRAY[1 + n %% 20000, 20001 + n * 7 %% 20000], jsonb_build_object('wish', n)
FROM generate_series(%s, 1, -1) n
"""
FIND = """
INSERT INTO audit_childline (municipality_id, child, line)
SELECT municipality_id, unnest(children), id FROM audit_auditline WHERE municipality_id = %s
ON CONFLICT DO NOTHING
"""


def _lasted(work: Callable[[], Found]) -> tuple[float, Found]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def _append() -> None:
    from django.db import transaction

    from kidsapp.audit.acts import act, anyone
    from kidsapp.audit.commands import writing
    from kidsapp.kernel.actors import Actor
    from kidsapp.municipality.scope import current_municipality_id

    see, somebody = act("childcare.see_wish", anyone), Actor(current_municipality_id(), MOMENT.date(), 7)
    for number in range(APPENDED_ONE_BY_ONE):
        with transaction.atomic(), writing(somebody, see, at=MOMENT) as line:
            line.about(number, wish=number)


def _fill(city: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILL, [city, MOMENT, LINES - APPENDED_ONE_BY_ONE])
        cursor.execute(FIND, [city])
        cursor.execute("ANALYZE audit_auditline, audit_childline")


def verify() -> None:
    """In a process of its own, whose peak of memory is the walk's; prints lines, findings and kilobytes."""
    _set_up()
    from kidsapp.audit.queries.verification import Verification
    from kidsapp.municipality.models import Municipality
    from kidsapp.municipality.scope import municipality_scope

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with municipality_scope(Municipality.objects.get(slug="bench-audit").pk):
        walk = Verification()
        seconds, found = _lasted(lambda: len(list(walk.findings())))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (walk.lines, found, walk.waiting) == (LINES, 0, 0)
    print(f"verify: {seconds:.1f} s, {LINES / seconds:,.0f} lines a second, ", end="")
    print(f"peak {peak // 1024} MB, of it before the walk {before // 1024} MB")


def measure() -> None:
    """Fill a city of its own, then seal, verify and read; every line of output is one number."""
    from kidsapp.audit.commands import seal_lines
    from kidsapp.audit.queries.lines import lines_about
    from kidsapp.municipality.models import Municipality
    from kidsapp.municipality.scope import municipality_scope

    city = Municipality.objects.create(slug="bench-audit", name="Bench", ags="00000001", land="nw")
    with municipality_scope(city.pk):
        _fill(city.pk)
        seconds, _ = _lasted(_append)
        print(f"append, each in its own transaction: {APPENDED_ONE_BY_ONE / seconds:,.0f} lines a second")
        seconds, count = _lasted(lambda: seal_lines(at=MOMENT + timedelta(hours=1)))
        assert count == LINES
        print(f"seal: {seconds:.1f} s, {LINES / seconds:,.0f} lines a second")
        seconds, count = _lasted(lambda: seal_lines(at=MOMENT + timedelta(hours=2)))
        assert count == 0
        print(f"an hour without new lines: {seconds * 1000:.0f} ms")
        seconds, count = _lasted(lambda: seal_lines(at=MOMENT + timedelta(days=1, hours=2)))
        print(f"the day's first run, which asks for every line: {seconds * 1000:.0f} ms")
        seconds, rows = _lasted(lambda: lines_about(7, hidden=[], first=0, most=25))
        assert len(rows) == 25
        print(f"a child's newest 25 of 50: {seconds * 1000:.0f} ms")
        seconds, rows = _lasted(lambda: lines_about(7, hidden=[], first=25, most=26))
        print(f"and its oldest: {seconds * 1000:.0f} ms")
    subprocess.run([sys.executable, "-c", "from bench.audit import verify; verify()"], check=True)


def _set_up() -> None:
    from kidsapp.web.embedded_database import use_embedded_database
    from kidsapp.web.folders import STATE

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
    use_embedded_database(STATE / "bench")
    import django

    django.setup()


if __name__ == "__main__":
    _set_up()
    from django.core.management import call_command

    from bench.__main__ import empty_database

    call_command("migrate", verbosity=0)
    empty_database()
    print(f"{date.today()}, {processor()}, {load()}")
    measure()
    print(f"at the end: {load()}")
