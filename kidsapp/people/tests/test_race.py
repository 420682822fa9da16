"""Two at the same moment: first with the lock off, to show the race, then as it is."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people import commands
from kidsapp.people.commands import children as child_commands
from kidsapp.people.commands import memberships as membership_commands
from kidsapp.people.models import Child, Membership, in_force
from kidsapp.people.queries import children_of
from kidsapp.people.rules import ChildRecord
from kidsapp.people.tests.factories import TODAY, account, actor_for, holder_of

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MIA = ChildRecord("Mia", "Beispiel", date(2024, 5, 17))


@pytest.fixture
def city():
    made = municipality("herne")
    with municipality_scope(made.pk):
        yield made


def at_once(city, *works):
    """Each work on its own connection; all start together."""
    gate = Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            with municipality_scope(city.pk):
                return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def slow(query):
    def looked_up(*args, **options):
        found = query(*args, **options)
        time.sleep(0.05)
        return found

    return looked_up


def add_twice(city, monkeypatch):
    parent = actor_for(account())
    monkeypatch.setattr(child_commands, "children_of", slow(children_of))
    at_once(city, *[lambda: commands.add_child(parent, MIA, at=AT)] * 2)
    return Child.objects.count()


def test_with_the_lock_off_a_double_click_adds_two_children(city, monkeypatch):
    monkeypatch.setattr(child_commands, "account_of", lambda *_, **__: None)
    monkeypatch.setattr(child_commands, "join_as_guardian", lambda *_, **__: None)
    assert add_twice(city, monkeypatch) == 2


def test_a_double_click_adds_one_child(city, monkeypatch):
    assert add_twice(city, monkeypatch) == 1


def end_each_other(city):
    first, second = holder_of(Role.OPERATOR), holder_of(Role.OPERATOR)
    pairs = ((first, second), (second, first))
    works = [
        partial(commands.end_membership, actor_for(giver), taker.memberships.get(), at=AT)
        for giver, taker in pairs
    ]
    at_once(city, *works)
    return Membership.objects.filter(in_force(TODAY), role=Role.OPERATOR).count()


def test_with_the_lock_off_two_operators_leave_a_city_with_none(city, monkeypatch):
    monkeypatch.setattr(membership_commands, "_lock_others", slow(lambda *_: 1))
    assert end_each_other(city) == 0


def test_two_operators_who_end_each_other_leave_one(city):
    assert end_each_other(city) == 1
