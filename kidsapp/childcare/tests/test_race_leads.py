"""Two leads at one wish at the same moment: first with the lock off, to show the race, then as it is."""

from functools import partial

import pytest

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.commands import decide
from kidsapp.childcare.models import (
    CaseEvent,
    Criterion,
    Group,
    PlaceOffer,
    PreRegistration,
    Wish,
    WishCriterion,
)
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import WishState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, child, kita_lead
from tests.race import meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """A city, a wish, and two leads of its Kita."""
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        wish = case(child(), kita()).wishes.get()
        group(wish.facility)
        yield city, wish, [actor_for(kita_lead(wish.facility)) for _ in range(2)]


def look_without_lock(wish):
    """Read, and lock nothing: the way that goes wrong."""
    case = PreRegistration.objects.select_related("child").get(pk=wish.preregistration_id)
    found = Wish.objects.select_related("facility").get(pk=wish.pk)
    found.preregistration = case
    return case, found


def accept_and_decline(scene):
    city, wish, (one, other) = scene
    free = Group.objects.get().public_id
    return together(
        city,
        partial(commands.accept_child, one, wish, free, at=MOMENT),
        partial(commands.decline_child, other, wish, "age", at=MOMENT),
    )


def test_with_the_lock_off_a_child_is_accepted_and_declined_at_once(scene, monkeypatch):
    monkeypatch.setattr(decide, "_locked", meeting(look_without_lock, 2))
    answers = accept_and_decline(scene)
    assert not any(isinstance(answer, Refused) for answer in answers)
    assert set(CaseEvent.objects.values_list("act", flat=True)) == {"accept_child", "decline_child"}


def test_one_lead_decides_and_the_other_is_told(scene):
    accepted, declined = accept_and_decline(scene)
    refused = [answer for answer in (accepted, declined) if isinstance(answer, Refused)]
    assert [answer.reason for answer in refused] == [Why.WISH_NOT_OPEN]
    state, places = Wish.objects.get().state, Group.objects.get().promised
    assert (state, places) in {(WishState.OFFERED, 1), (WishState.DECLINED, 0)}
    assert PlaceOffer.objects.count() == places and CaseEvent.objects.count() == 1


def test_two_leads_offering_at_once_hold_one_place(scene):
    city, wish, leads = scene
    free = Group.objects.get().public_id
    answers = together(city, *(partial(commands.accept_child, lead, wish, free, at=MOMENT) for lead in leads))
    assert sum(isinstance(answer, PlaceOffer) for answer in answers) == 1
    assert Group.objects.get().promised == PlaceOffer.objects.count() == 1


def test_two_leads_ticking_at_once_keep_both_ticks(scene):
    city, wish, leads = scene
    names, place = ("Arbeit", "Geschwister"), wish.facility
    rows = [Criterion.objects.create(facility=place, name=name, points=1) for name in names]
    answers = together(
        city,
        *(
            partial(commands.tick_criteria, lead, wish, wanted=[row.public_id], before=[], at=MOMENT)
            for lead, row in zip(leads, rows, strict=True)
        ),
    )
    assert answers == [None, None] and WishCriterion.objects.count() == 2


def test_a_criterion_removed_and_ticked_at_once_leaves_no_error(scene):
    city, wish, (one, other) = scene
    row = Criterion.objects.create(facility=wish.facility, name="Arbeit", points=1)
    answers = together(
        city,
        partial(commands.remove_criterion, one, row, is_sure=True, at=MOMENT),
        partial(commands.tick_criteria, other, wish, wanted=[row.public_id], before=[], at=MOMENT),
    )
    assert answers[0] is None and (answers[1] is None or answers[1].reason is Why.CRITERION_GONE)
    assert not Criterion.objects.exists() and not WishCriterion.objects.exists()


def test_two_leads_adding_the_same_criterion_at_once_have_it_once(scene):
    city, wish, leads = scene
    answers = together(
        city,
        *(partial(commands.add_criterion, lead, wish.facility, "Arbeit", 5, at=MOMENT) for lead in leads),
    )
    assert [each.reason for each in answers if isinstance(each, Refused)] == [Why.CRITERION_TWICE]
    assert Criterion.objects.count() == 1


def test_two_leads_planning_the_same_new_group_at_once_have_it_once(scene):
    city, wish, leads = scene
    plan = commands.GroupPlan(2026, "Otter", 24, 72, 10, group="")
    answers = together(
        city, *(partial(commands.plan_group, lead, wish.facility, plan, at=MOMENT) for lead in leads)
    )
    assert [each.reason for each in answers if each] == [Why.GROUP_NAME_TAKEN]
    assert Group.objects.filter(name="Otter").count() == 1
