from datetime import date, timedelta

import pytest

from conftest import MOMENT
from kidsapp.childcare.commands.concerns import raise_duplicates
from kidsapp.childcare.models import CaseConcern, CaseEvent
from kidsapp.childcare.queries.concerns import likely_duplicates
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, child, guardian_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(herne):
    dated_settings()
    return herne


def test_the_same_names_and_birth_in_another_record_are_a_likely_duplicate():
    mine = child(given_name="Ayşe", family_name="Müller-Öz")
    theirs = case(child(given_name="AYSE", family_name="Mueller Oez"), kita())
    assert likely_duplicates(mine) == [theirs]


@pytest.mark.parametrize(
    "other",
    [{"given_name": "Emma"}, {"family_name": "Anders"}, {"born_on": date(2024, 5, 18)}],
    ids=["twin", "other family", "other day"],
)
def test_another_name_or_birth_is_another_child(other):
    case(child(**other), kita())
    assert likely_duplicates(child()) == []


def test_withdrawn_cases_and_the_own_one_are_no_duplicates():
    mia, place = child(), kita()
    case(mia, place)
    case(child(), place, state=PreRegistrationState.WITHDRAWN)
    assert likely_duplicates(mia) == []


def test_a_namesake_in_another_city_is_not_looked_at():
    with municipality_scope(municipality("soest").pk):
        case(child(), kita())
    assert likely_duplicates(child()) == []


def test_a_likely_duplicate_comes_to_the_youth_office_and_both_cases_remember():
    mia, place = child(), kita()
    earlier, mine = case(child(), place), case(mia, place)
    [raised] = raise_duplicates(actor_for(guardian_of(mia)), mine, at=MOMENT)
    assert (raised.preregistration, raised.other, raised.settled_at) == (mine, earlier, None)
    assert set(CaseEvent.objects.filter(act="raise_concern").values_list("preregistration", flat=True)) == {
        earlier.pk,
        mine.pk,
    }


def test_a_case_without_a_namesake_raises_nothing():
    mia = child()
    case(child(born_on=mia.born_on - timedelta(days=1)), kita())
    assert raise_duplicates(actor_for(guardian_of(mia)), case(mia, kita()), at=MOMENT) == []
    assert not CaseConcern.objects.exists()
    assert not CaseEvent.objects.exists()


def test_the_question_is_two_statements_whatever_the_number_of_children(django_assert_num_queries):
    for _ in range(30):
        case(child(), kita())
    mia = child()
    with django_assert_num_queries(2):
        assert len(likely_duplicates(mia)) == 30
