"""One form sent twice at the same moment: first with the lock off, to show the race, then as it is."""

from datetime import date
from functools import partial

import pytest

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.commands import submit
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, dated_settings, kita
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.models import Child
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.people.tests.factories import actor_for, guardian
from tests.race import meeting, together

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = Contact("Sara", "Brandt", street="Musterweg 1", postal_code="44623", town="Herne", language="de")
RECORD = ChildRecord("Jonas", "Brandt", date(2024, 10, 3))


@pytest.fixture
def two_presses():
    """The button of one form, pressed twice."""
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        account, place = guardian(), kita()
        draft = Draft.objects.create(
            account=account, origin="family", typed={}, step="pruefen", begun_at=MOMENT, saved_at=MOMENT
        )
        answers = commands.Answers(
            form_key=draft.public_id,
            wishes=(place.public_id,),
            starts_on=NEXT_YEAR_START,
            hours="35-block",
        )
        form = commands.WholeForm(answers, record=RECORD, contact=CONTACT)
        press = partial(commands.submit_draft, actor_for(account), draft, form, at=MOMENT)
        yield lambda: together(city, press, press)


def test_with_the_lock_off_the_second_press_is_refused_because_of_the_first(two_presses, monkeypatch):
    look = meeting(lambda _actor, draft: Draft.objects.get(pk=draft.pk), 2)
    monkeypatch.setattr(submit, "locked_draft", look)
    refused = [
        reason for answer in two_presses() if not isinstance(answer, PreRegistration) for reason in answer
    ]
    assert [reason.reason for reason in refused] == [Why.LIVE_PREREGISTRATION]


def test_a_form_sent_twice_at_once_is_one_child_and_both_presses_get_its_case(two_presses):
    one, other = two_presses()
    assert one == other == PreRegistration.objects.get()
    assert Child.objects.count() == 1
