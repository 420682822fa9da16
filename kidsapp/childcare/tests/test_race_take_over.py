"""Two accounts use one code at the same moment: first with the lock off, to show the race, then as it is."""

from dataclasses import replace
from functools import partial
from threading import Event

import pytest

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.commands import take_over as room
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.families import known_families
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.childcare.tests.test_submit import CONTACT, RECORD, answers
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.commands import take_over as people_room
from kidsapp.people.models import Custody, TakeOverCode
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.tests.factories import account, actor_for, holder_of
from tests.race import MOMENT_OF_WAITING, PATIENCE, meeting, telling, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city():
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        yield city


def both_at_once(city):
    worker = actor_for(holder_of(Role.YOUTH_OFFICE))
    made = commands.enter_at_counter(worker, CONTACT, RECORD, answers(kita()), at=MOMENT)
    code = commands.issue_code(worker, made, at=MOMENT)
    calls = [
        partial(commands.take_over_case, actor_for(account()), made.number, code, at=MOMENT) for _ in range(2)
    ]
    return together(city, *calls)


def look_without_lock(code):
    return TakeOverCode.objects.select_related("account").get(pk=code.pk)


def cases_without_lock(paper_id, case_id):
    return [PreRegistration.objects.select_related("child", "submitted_by").get(pk=case_id)]


def test_with_the_locks_off_two_accounts_both_take_the_case_over(city, monkeypatch):
    monkeypatch.setattr(people_room, "locked_code", meeting(look_without_lock, 2))
    monkeypatch.setattr(people_room, "_lock_family", lambda paper: None)
    monkeypatch.setattr(room, "locked_cases_of_account", cases_without_lock)
    answered = both_at_once(city)
    assert sum(isinstance(each, PreRegistration) for each in answered) == 2, answered


def test_of_two_accounts_with_one_code_one_has_the_case_and_the_other_is_told(city):
    answered = both_at_once(city)
    assert sum(isinstance(each, PreRegistration) for each in answered) == 1
    assert [each.reason for each in answered if isinstance(each, Refused)] == [Why.CODE_USED]
    owner = PreRegistration.objects.get().submitted_by
    assert Custody.objects.get().account == owner


def joined_while_taken_over(city, monkeypatch, *, patience):
    """A counter adds a child to the paper account while the family takes the account over.

    Between handing the children over and closing the paper account, the take-over waits for the counter.
    """
    handed_over, joined, fill = Event(), Event(), people_room._fill_contact

    def fill_late(own, paper):
        fill(own, paper)
        handed_over.set()
        joined.wait(patience)

    monkeypatch.setattr(people_room, "_fill_contact", fill_late)
    worker, place = actor_for(holder_of(Role.YOUTH_OFFICE)), kita()
    made = commands.enter_at_counter(worker, CONTACT, RECORD, answers(place), at=MOMENT)
    code, (family,) = commands.issue_code(worker, made, at=MOMENT), known_families(worker, None)
    take = partial(commands.take_over_case, actor_for(account()), made.number, code, at=MOMENT)
    form, sister = replace(answers(place), form_key="sister"), replace(RECORD, given_name="Olha")

    def join():
        handed_over.wait(PATIENCE)
        return telling(joined, commands.enter_at_counter)(worker, family, sister, form, at=MOMENT)

    return together(city, take, join)


def left_behind():
    return Custody.objects.filter(account__is_active=False).count()


def test_with_the_lock_off_a_child_is_left_in_the_closed_account(city, monkeypatch):
    monkeypatch.setattr(people_room, "_lock_family", lambda paper: None)
    joined_while_taken_over(city, monkeypatch, patience=PATIENCE)
    assert left_behind() == 1


def test_who_joins_a_family_that_takes_its_account_over_waits_and_is_told(city, monkeypatch):
    taken, (refused,) = joined_while_taken_over(city, monkeypatch, patience=MOMENT_OF_WAITING)
    assert isinstance(taken, PreRegistration) and refused.reason is Why.FAMILY_TAKEN_OVER
    assert left_behind() == 0 and PreRegistration.objects.count() == 1
