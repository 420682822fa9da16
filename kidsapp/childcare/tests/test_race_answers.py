"""Two answers to one child at the same moment: first with the lock off, to show the race, then as it is."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Event
from typing import NamedTuple

import pytest
from django.db import IntegrityError

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.commands import answer, groups, offers
from kidsapp.childcare.commands.offers import nobody
from kidsapp.childcare.models import Contract, Group, PlaceOffer, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead
from tests.race import PATIENCE, meeting, telling, together

pytestmark = pytest.mark.django_db(transaction=True)


class Scene(NamedTuple):
    """A child with an offer from each of two Kitas, both parents, and the lead of the first Kita."""

    city: Municipality
    offers: list[PlaceOffer]
    mother: Actor
    father: Actor
    lead: Actor


@pytest.fixture
def scene():
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings(**{"childcare.lower_wishes_open": "03-01"})
        mia = child()
        made = case(mia, kita(), kita())
        leads = [kita_lead(wish.facility) for wish in made.wishes.all()]
        made_offers = [
            commands.accept_child(actor_for(lead), wish, group(wish.facility).public_id, at=MOMENT)
            for lead, wish in zip(leads, made.wishes.all(), strict=True)
        ]
        parents = [actor_for(guardian_of(mia)) for _ in range(2)]
        yield Scene(city, made_offers, *parents, actor_for(leads[0]))


def look_without_lock(offer):
    """Read, and lock nothing: the way that goes wrong."""
    found = PlaceOffer.objects.select_related("wish__facility", "group").get(pk=offer.pk)
    made = PreRegistration.objects.select_related("child").get(pk=offer.wish.preregistration_id)
    found.wish.preregistration = made
    return made, found


@pytest.fixture
def lock_off(monkeypatch):
    """``lock_off(2)``: two look before one of them writes."""

    def switch_off(lookers):
        look = meeting(look_without_lock, lookers)
        for room in (answer, offers):
            monkeypatch.setattr(room, "locked_offer", look)

    return switch_off


def accept(actor, offer):
    return partial(commands.accept_place_offer, actor, offer, at=MOMENT)


def both_parents(scene):
    return together(scene.city, accept(scene.mother, scene.offers[0]), accept(scene.father, scene.offers[0]))


def test_with_the_lock_off_only_the_database_stops_the_second_parent(scene, lock_off):
    lock_off(2)
    assert any(isinstance(answer, IntegrityError) for answer in both_parents(scene))


def test_both_parents_accepting_at_once_make_one_contract_and_the_second_is_told(scene):
    answers = both_parents(scene)
    assert sum(isinstance(answer, Contract) for answer in answers) == Contract.objects.count() == 1
    assert [each.reason for each in answers if isinstance(each, Refused)] == [Why.OFFER_NOT_OPEN]
    assert sorted(PlaceOffer.objects.values_list("state", flat=True)) == ["accepted", "released"]


def test_two_offers_accepted_at_once_by_two_parents_are_one_contract_and_one_place(scene):
    answers = together(
        scene.city, accept(scene.mother, scene.offers[0]), accept(scene.father, scene.offers[1])
    )
    assert sum(isinstance(answer, Contract) for answer in answers) == Contract.objects.count() == 1
    assert sorted(Group.objects.values_list("promised", flat=True)) == [0, 1]


def accept_and_retract(scene):
    offer = scene.offers[0]
    retract = partial(commands.retract_place_offer, scene.lead, offer, "staff", at=MOMENT)
    return together(scene.city, accept(scene.mother, offer), retract)


def test_with_the_lock_off_a_place_is_accepted_and_taken_back(scene, lock_off):
    lock_off(2)
    accept_and_retract(scene)
    assert Contract.objects.exists() and Group.objects.get(offers=scene.offers[0]).promised == 0


def test_acceptance_and_retraction_at_once_leave_a_contract_with_its_place_or_neither(scene):
    answers = accept_and_retract(scene)
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    promised = Group.objects.get(offers=scene.offers[0]).promised
    state = PlaceOffer.objects.get(pk=scene.offers[0].pk).state
    assert (state, promised) in {(PlaceOfferState.ACCEPTED, 1), (PlaceOfferState.RETRACTED, 0)}
    assert Contract.objects.count() == promised


def accept_expire_and_retract(scene):
    """At midnight: the page still has the last day, the worker already the next one."""
    offer, tomorrow = scene.offers[0], TODAY + timedelta(days=1)
    PlaceOffer.objects.filter(pk=offer.pk).update(answer_until=TODAY)
    expire = partial(commands.expire_place_offer, nobody(tomorrow), offer, at=MOMENT)
    retract = partial(commands.retract_place_offer, scene.lead, offer, "staff", at=MOMENT)
    together(scene.city, accept(replace(scene.mother, today=TODAY), offer), expire, retract)
    return PlaceOffer.objects.get(pk=offer.pk), Group.objects.get(offers=offer)


def test_with_the_lock_off_an_expired_place_is_a_contract(scene, lock_off):
    lock_off(3)
    _, free = accept_expire_and_retract(scene)
    assert Contract.objects.exists() and free.promised == 0


def test_of_acceptance_expiry_and_retraction_at_midnight_exactly_one_happens(scene):
    offer, free = accept_expire_and_retract(scene)
    assert Contract.objects.count() == free.promised == (offer.state == PlaceOfferState.ACCEPTED)
    assert offer.state != PlaceOfferState.OFFERED
    made = offer.wish.preregistration
    acts = ("accept_place_offer", "expire_place_offer", "retract_place_offer")
    assert made.events.filter(act__in=acts).count() == 1


def look_at_group_without_lock(facility, plan):
    return Group.objects.filter(facility=facility, year=plan.year, name=plan.name).first()


def lower_while_promising(city, promised):
    wanted = group(kita(), places=1)
    wish = case(child(), wanted.facility).wishes.get()
    lead = actor_for(kita_lead(wanted.facility))
    plan = commands.GroupPlan(wanted.year, wanted.name, 24, 76, 0)
    together(
        city,
        partial(telling(promised, commands.accept_child), lead, wish, wanted.public_id, at=MOMENT),
        partial(commands.plan_group, lead, wanted.facility, plan, at=MOMENT),
    )
    wanted.refresh_from_db()
    return wanted


def test_with_the_lock_off_a_kita_lowers_its_places_below_what_it_promised(scene, monkeypatch):
    promised = Event()

    def look(facility, plan):
        found = look_at_group_without_lock(facility, plan)
        promised.wait(PATIENCE)
        return found

    monkeypatch.setattr(groups, "_locked", look)
    wanted = lower_while_promising(scene.city, promised)
    assert wanted.offers.count() == 1 and wanted.promised == 0


def test_places_lowered_while_one_is_promised_never_fall_below_the_promise(scene):
    wanted = lower_while_promising(scene.city, Event())
    assert wanted.offers.count() == wanted.promised <= wanted.places
