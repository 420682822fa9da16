"""Fifty acceptances at the same moment: first with the lock off, to show the race, then as it is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.commands import decide
from kidsapp.childcare.models import Group, PlaceOffer
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.queries import actor_of
from kidsapp.people.tests.factories import child, kita_lead
from tests.race import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
FAMILIES, PLACES, AT_ONCE = 50, 10, 10
EVERYBODY_LOOKED = Barrier(AT_ONCE)


@pytest.fixture
def crowd():
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        place = kita()
        wanted = group(place, places=PLACES)
        wishes = [case(child(), place).wishes.get() for _ in range(FAMILIES)]
        lead = actor_of(kita_lead(place), municipality_id=city.pk, today=TODAY, language="de")
        yield city, lead, wanted, wishes


def accept_all(city, lead, wanted, wishes):
    """Every wish accepted by its own connection; each round of threads starts together."""
    gate = Barrier(AT_ONCE)

    def accept(wish):
        gate.wait()
        try:
            with municipality_scope(city.pk):
                return commands.accept_child(lead, wish, wanted.public_id, at=MOMENT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(accept, wishes))


def take_place_without_lock(group):
    """Look, then write what one saw: the way that goes wrong."""
    seen = Group.objects.get(pk=group.pk).promised
    if seen >= group.places:
        return False
    EVERYBODY_LOOKED.wait(PATIENCE)
    Group.objects.filter(pk=group.pk).update(promised=seen + 1)
    return True


def test_with_the_lock_off_a_group_is_overfilled(crowd, monkeypatch):
    monkeypatch.setattr(decide, "take_place", take_place_without_lock)
    accept_all(*crowd)
    assert PlaceOffer.objects.count() > PLACES


def test_fifty_acceptances_at_once_never_overfill_a_group(crowd):
    answers = accept_all(*crowd)
    offers = [answer for answer in answers if isinstance(answer, PlaceOffer)]
    assert len(offers) == PlaceOffer.objects.count() == PLACES
    assert Group.objects.get().promised == PLACES
