"""Two at the same moment: first with the lock off, to show the race, then as it is."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

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
from tests.race import MOMENT_OF_WAITING, PATIENCE, meeting, together

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MIA = ChildRecord("Mia", "Beispiel", date(2024, 5, 17))


@pytest.fixture
def city():
    made = municipality("herne")
    with municipality_scope(made.pk):
        yield made


def add_twice(city, monkeypatch, *, patience):
    parent = actor_for(account())
    monkeypatch.setattr(child_commands, "children_of", meeting(children_of, 2, patience=patience))
    together(city, *[lambda: commands.add_child(parent, MIA, at=AT)] * 2)
    return Child.objects.count()


def test_with_the_lock_off_a_double_click_adds_two_children(city, monkeypatch):
    monkeypatch.setattr(child_commands, "account_of", lambda *_, **__: None)
    monkeypatch.setattr(child_commands, "join_as_guardian", lambda *_, **__: None)
    assert add_twice(city, monkeypatch, patience=PATIENCE) == 2


def test_a_double_click_adds_one_child(city, monkeypatch):
    assert add_twice(city, monkeypatch, patience=MOMENT_OF_WAITING) == 1


def end_each_other(city):
    first, second = holder_of(Role.OPERATOR), holder_of(Role.OPERATOR)
    pairs = ((first, second), (second, first))
    works = [
        partial(commands.end_membership, actor_for(giver), taker.memberships.get(), at=AT)
        for giver, taker in pairs
    ]
    together(city, *works)
    return Membership.objects.filter(in_force(TODAY), role=Role.OPERATOR).count()


def test_with_the_lock_off_two_operators_leave_a_city_with_none(city, monkeypatch):
    monkeypatch.setattr(membership_commands, "_lock_others", meeting(lambda *_: 1, 2))
    assert end_each_other(city) == 0


def test_two_operators_who_end_each_other_leave_one(city):
    assert end_each_other(city) == 1
