from datetime import timedelta

import pytest
from django.db import connection, transaction

from kidsapp.audit import jobs
from kidsapp.audit.commands import seal_lines, sealing
from kidsapp.audit.models import AuditLine, Seal
from kidsapp.audit.queries.verification import Verification
from kidsapp.audit.tests.factories import MOMENT, lines
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality

HOUR = timedelta(hours=1)
LATER = MOMENT + HOUR
LATE = """INSERT INTO audit_auditline (id, municipality_id, at, act, children, subjects)
VALUES (%s, %s, %s, 'audit.late', '{}', '{}')"""


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(sealing, "LINES_A_SEAL", 3)


def verified():
    walk = Verification()
    return [str(found) for found in walk.findings()], walk


def late_line(number, city, *, at):
    """What a transaction leaves that got its number long before it was committed."""
    with connection.cursor() as cursor:
        cursor.execute(LATE, [number, city.pk, at])


def test_lines_are_sealed_in_their_order_and_none_twice(herne, small):
    lines(7)
    assert seal_lines(at=LATER) == 7
    assert seal_lines(at=LATER + HOUR) == 0
    sealed = [line for seal in Seal.objects.order_by("number") for line in seal.lines]
    assert sealed == list(AuditLine.objects.order_by("pk").values_list("pk", flat=True))
    assert list(Seal.objects.order_by("number").values_list("number", "total")) == [(1, 3), (2, 6), (3, 7)]


def test_the_job_seals_and_an_intact_chain_says_its_count_and_head(herne, small):
    lines(5)
    jobs.seal(LATER, 0)
    found, walk = verified()
    assert (found, walk.lines, walk.seal, walk.waiting) == ([], 5, 2, 0)
    assert walk.head == bytes(Seal.objects.get(number=2).hash)


def test_a_line_that_comes_to_light_behind_larger_numbers_is_sealed_by_the_next_run(herne):
    lines(2)
    first = AuditLine.objects.order_by("pk").first().pk
    seal_lines(at=LATER)
    late_line(first - 1, herne, at=LATER - timedelta(minutes=5))
    assert seal_lines(at=LATER + HOUR) == 1
    assert Seal.objects.get(number=2).lines == [first - 1]
    assert verified()[0] == []


def test_one_that_comes_days_later_is_sealed_by_the_first_run_of_a_day(herne):
    lines(1)
    first = AuditLine.objects.get().pk
    seal_lines(at=LATER)
    for days in (2, 3):
        lines(1, at=LATER + timedelta(days=days))
        seal_lines(at=LATER + timedelta(days=days))
    late_line(first - 1, herne, at=LATER + timedelta(days=3))
    assert seal_lines(at=LATER + timedelta(days=3, hours=1)) == 0
    assert seal_lines(at=LATER + timedelta(days=4)) == 1
    assert verified()[0] == []


def test_a_sealer_that_is_killed_leaves_a_chain_that_verifies_and_the_next_goes_on(herne, small, monkeypatch):
    lines(7)
    append, calls = sealing._append_seal, []

    def killed_in_the_second(*given):
        append(*given)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(sealing, "_append_seal", killed_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        seal_lines(at=LATER)
    found, walk = verified()
    assert (found, walk.lines, walk.waiting) == ([], 3, 4)
    assert seal_lines(at=LATER + HOUR) == 4
    found, walk = verified()
    assert (found, walk.lines, walk.waiting) == ([], 7, 0)


def test_each_city_has_a_chain_of_its_own(herne, small):
    lines(2)
    with municipality_scope(municipality("soest").pk):
        lines(4)
        assert seal_lines(at=LATER) == 4
    assert seal_lines(at=LATER) == 2
    assert verified()[1].lines == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_sealer_waits_for_the_first(django_db_blocker):
    import threading

    city = municipality("herne")
    with municipality_scope(city.pk):
        lines(2)
    entered, may_go_on, done = threading.Event(), threading.Event(), []

    def first():
        with municipality_scope(city.pk), transaction.atomic():
            sealing.rows_of_city(sealing.LOCK)
            entered.set()
            may_go_on.wait(20)
            done.append("first")
        connection.close()

    def second():
        with municipality_scope(city.pk):
            seal_lines(at=LATER)
        done.append("second")
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert entered.wait(20)
    threads[1].start()
    threads[1].join(0.5)
    assert done == []
    may_go_on.set()
    for thread in threads:
        thread.join(20)
    assert done == ["first", "second"]
