"""Children who stay hold their places of the next year; the Kita corrects the number; nothing is blocked."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MOMENT
from kidsapp.childcare import commands, rules
from kidsapp.childcare.models import Contract, ContractTerm, Group
from kidsapp.childcare.queries.kita import free_places, groups_of
from kidsapp.childcare.rules import GroupTerms, SchoolAge, Staying
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.municipality.city_folder.settings import read_land
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client

LAENDER = Path(__file__).parents[3] / "cities/laender"
SCHOOL = SchoolAge(6, 9, 30)
SMALL, LARGE = GroupTerms("Mäuse", 12, 36, 10, 0), GroupTerms("Otter", 36, 80, 20, 0)


@pytest.mark.parametrize(
    ("born_on", "goes"),
    [
        (date(2021, 9, 30), True),
        (date(2021, 10, 1), False),
        (date(2020, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_who_is_six_by_the_end_of_september_goes_to_school(born_on, goes):
    assert rules.goes_to_school(born_on, year=2027, school=SCHOOL) is goes
    assert not rules.goes_to_school(born_on, year=2027, school=None)


def test_a_child_stays_in_its_group_while_it_fits_and_goes_up_when_it_does_not():
    children = [Staying(date(2025, 6, 1), "Mäuse"), Staying(date(2024, 3, 1), "Mäuse")]
    found = rules.staying_by_group(children, [SMALL, LARGE], year=2027, school=SCHOOL)
    assert found == {"Mäuse": 1, "Otter": 1}


@given(st.lists(st.dates(date(2019, 1, 1), date(2027, 7, 31))))
def test_nobody_stays_twice_and_no_pupil_stays(born):
    children = [Staying(day, "Otter") for day in born]
    found = rules.staying_by_group(children, [SMALL, LARGE], year=2027, school=SCHOOL)
    pupils = sum(rules.goes_to_school(day, year=2027, school=SCHOOL) for day in born)
    assert sum(found.values()) <= len(born) - pupils


@pytest.fixture
def place(herne):
    rows = {row.key: row.value for row in read_land(LAENDER, "nrw", [])}
    kept = ("childcare.group_forms", "childcare.hours_models", "childcare.school_age")
    dated_settings(**{key: rows[key] for key in kept})
    return kita("Kita Kanalblick")


def stays(place, born_on, name="Otter", **values):
    mia = child(born_on=born_on)
    guardian_of(mia)
    made = case(mia, place, starts_on=date(2027, 2, 1))
    rows = Group.objects.filter(facility=place, year=2026, name=name)
    here = rows.first() or group(place, name=name, places=9)
    lead = actor_for(kita_lead(place))
    offer = commands.accept_child(lead, made.wishes.get(), here.public_id, at=MOMENT)
    contract = Contract.objects.create(
        preregistration=made,
        offer=offer,
        starts_on=made.starts_on,
        hours="35-block",
        concluded_at=MOMENT,
        **values,
    )
    ContractTerm.objects.create(
        contract=contract, valid_from=made.starts_on, hours="35-block", group=here, recorded_at=MOMENT
    )
    return contract


def planned(place, **values):
    plan = commands.GroupPlan(2027, "Otter", 24, 80, 4, **values)
    assert commands.plan_group(actor_for(kita_lead(place)), place, plan, at=MOMENT) is None
    return Group.objects.get(facility=place, year=2027, name="Otter")


def test_a_new_group_of_next_year_begins_with_the_children_whose_contracts_run_on(place):
    stays(place, date(2024, 1, 1))
    stays(place, date(2021, 1, 1))
    stays(place, date(2024, 2, 1), ends_on=date(2027, 7, 31))
    made = planned(place)
    assert made.staying == 1
    (line,) = groups_of(place, 2027)
    assert line.free == 3
    (free,) = free_places([place.pk], on=date(2027, 9, 1))[place.pk]
    assert free.count == 3


def test_the_kita_corrects_the_number_and_reads_a_hint_where_the_contracts_say_more(place):
    stays(place, date(2024, 1, 1))
    planned(place, staying=0)
    browser = signed_in_client(kita_lead(place))
    address = f"/de/leitung/{place.public_id}/gruppen/?jahr=2027"
    assert "Nach den Verträgen bleiben mehr Kinder: 1." in browser.get(address).text
    planned(place, staying=2)
    page = browser.get(address).text
    assert "davon bleiben 2 Kinder" in page and "Nach den Verträgen" not in page


def test_staying_children_block_no_promise_and_promised_places_stay_the_limit(place):
    made = planned(place, staying=9)
    assert groups_of(place, 2027)[0].free == 0
    lead = actor_for(kita_lead(place), today=date(2027, 3, 1))
    for _ in range(5):
        mia = child(born_on=date(2024, 5, 1))
        guardian_of(mia)
        wish = case(mia, place, starts_on=date(2027, 8, 1)).wishes.get()
        answer = commands.accept_child(lead, wish, made.public_id, at=MOMENT)
    made.refresh_from_db()
    assert made.promised == 4 and answer.reason.name == "GROUP_FULL"


def test_who_gets_a_place_of_its_own_in_the_next_year_is_not_counted_twice(place):
    contract, made = stays(place, date(2024, 1, 1)), planned(place)
    change = rules.ContractChange(date(2027, 8, 1), "35-block", made.public_id)
    assert commands.change_contract_hours(actor_for(kita_lead(place)), contract, change, at=MOMENT) is None
    made.refresh_from_db()
    assert (made.staying, made.promised) == (0, 1)
