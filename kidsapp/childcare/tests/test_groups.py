"""Groups, their hours and group forms, through the page of the lead."""

from datetime import date
from pathlib import Path

import pytest

from conftest import MOMENT, ONE_TRANSACTION
from kidsapp.childcare import commands
from kidsapp.childcare.models import Group
from kidsapp.childcare.queries.two_year_olds import two_year_olds_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.municipality.city_folder.settings import read_land
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client

pytestmark = pytest.mark.django_db
LAENDER = Path(__file__).parents[3] / "cities/laender"
TYPED = {
    "year": 2026,
    "name": "Otter",
    "age_from_years": "2",
    "age_until_years": "6",
    "places": "20",
    "hours": "45",
    "form": "I",
    "group": "",
}


@pytest.fixture
def place(herne):
    rows = {row.key: row.value for row in read_land(LAENDER, "nrw", [])}
    dated_settings(**{key: rows[key] for key in ("childcare.group_forms", "childcare.hours_models")})
    return kita("Kita Kanalblick")


@pytest.fixture
def send(place):
    browser = signed_in_client(kita_lead(place))
    address = f"/de/leitung/{place.public_id}/gruppen/?jahr=2026"
    return lambda **typed: browser.post(address, {**TYPED, **typed}, follow=True)


def test_a_lead_chooses_hours_and_form_and_reads_what_the_form_usually_holds(send):
    page = send()
    made = Group.objects.get()
    assert (made.form, made.hours, made.places) == ("I", "45", 20)
    assert "Gruppenform III" in page.text and "20 Kinder (45 Stunden)" in page.text
    assert "I: ab 2 Jahren" in page.text and "unter 3 Jahren: 10 Kinder" in page.text
    assert "Zweijährige: 4 bis 6" in page.text and "mehr als üblich" not in page.text


def test_outside_of_the_form_there_is_a_hint_and_never_a_wall(send):
    page = send(age_from_years="1", places="23")
    assert Group.objects.get().places == 23
    assert "Diese Gruppe nimmt auch jüngere." in page.text
    assert "üblich 20, geplant 23. Das sind mehr als üblich." in page.text


def test_a_form_or_hours_that_nobody_knows_are_refused(place, send):
    assert send(form="IV").status_code == send(hours="60").status_code == 422
    plan = commands.GroupPlan(2026, "Otter", 24, 72, 20, form="IV")
    lead = actor_for(kita_lead(place))
    assert commands.plan_group(lead, place, plan, at=MOMENT).reason is Why.UNKNOWN_FORM
    plan = commands.GroupPlan(2026, "Otter", 24, 72, 20, hours="60")
    assert commands.plan_group(lead, place, plan, at=MOMENT).reason is Why.UNKNOWN_HOURS
    assert not Group.objects.exists()


def test_a_land_without_forms_asks_for_none(herne):
    dated_settings()
    place = kita()
    browser = signed_in_client(kita_lead(place))
    address = f"/de/leitung/{place.public_id}/gruppen/?jahr=2026"
    assert "Gruppenform" not in browser.get(address).text
    assert browser.post(address, {**TYPED, "form": ""}).status_code == 302


def test_fewer_places_than_promised_are_refused_and_what_was_typed_stays(place, send):
    kept = group(place, name="Otter", places=5)
    Group.objects.update(promised=3)
    page = send(places="2", hours="25", form="III", group=kept.public_id)
    assert page.status_code == 422 and "3 Plätze sind schon zugesagt. Weniger geht nicht." in page.text
    assert 'value="2"' in page.text
    for choice in ("25", "III"):
        assert page.text.count(f'<option value="{choice}" selected>') == 1
    kept.refresh_from_db()
    assert (kept.places, kept.hours) == (5, "")


def test_a_new_group_never_overwrites_one_of_the_same_name(place, send):
    group(place, name="Otter", places=5)
    page = send(places="0")
    assert page.status_code == 422 and "Eine andere Gruppe heißt schon Otter." in page.text
    assert Group.objects.get().places == 5


def test_two_year_olds_count_by_their_first_day_offered_and_taken(place):
    otter, lead = group(place, name="Otter", places=9), actor_for(kita_lead(place))
    for born_on, takes in ((date(2024, 6, 1), True), (date(2024, 6, 1), False), (date(2023, 6, 1), True)):
        mia = child(born_on=born_on)
        wish = case(mia, place).wishes.get()
        offer = commands.accept_child(lead, wish, otter.public_id, at=MOMENT)
        if takes:
            commands.accept_place_offer(actor_for(guardian_of(mia)), offer, at=MOMENT)
    assert two_year_olds_of(place, 2026) == {otter.public_id: 2}


def test_too_many_two_year_olds_are_said_on_the_page(place, send):
    otter, lead = group(place, name="Otter", places=20, form="I"), actor_for(kita_lead(place))
    for _ in range(7):
        wish = case(child(born_on=date(2024, 6, 1)), place).wishes.get()
        commands.accept_child(lead, wish, otter.public_id, at=MOMENT)
    page = send(group=otter.public_id)
    assert "vorgesehen 4 bis 6, zugesagt 7" in page.text


def test_a_birthday_within_the_year_is_said_beside_the_offer(place):
    group(place, name="Libellen", age_from_months=4, age_until_months=36)
    group(place, name="Eisvögel", age_from_months=36, age_until_months=76, hours="25")
    wish = case(child(born_on=date(2024, 5, 17)), place).wishes.get()
    page = signed_in_client(kita_lead(place)).get(f"/de/leitung/wunsch/{wish.public_id}/").text
    assert "Mia ist ab 17. Mai 2027 älter, als Libellen vorsieht." in page
    assert "Mia ist ab 17. Mai 2027 alt genug für Eisvögel." in page
    assert "Eisvögel ist für andere Stunden geplant" in page


def test_the_page_costs_the_same_for_ten_groups(place, django_assert_max_num_queries):
    browser = signed_in_client(kita_lead(place))
    for number in range(10):
        group(place, name=f"Gruppe {number}", form="I")
    with django_assert_max_num_queries(11 + ONE_TRANSACTION):
        browser.get(f"/de/leitung/{place.public_id}/gruppen/?jahr=2026")


def test_a_plan_that_names_neither_form_nor_hours_leaves_them(place):
    group(place, name="Otter", form="I", hours="45")
    plan = commands.GroupPlan(2026, "Otter", 24, 72, 7)
    assert commands.plan_group(actor_for(kita_lead(place)), place, plan, at=MOMENT) is None
    kept = Group.objects.get()
    assert (kept.places, kept.form, kept.hours) == (7, "I", "45")
