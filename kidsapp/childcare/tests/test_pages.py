import re
from datetime import date

import pytest

from kidsapp.audit.tests.factories import last_line, lines_after
from kidsapp.childcare.models import Contract, Group, PlaceOffer, PreRegistration
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.people.tests.factories import (
    child,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


@pytest.fixture
def mia_at_kanalblick():
    made = case(child(), kita("Kita Kanalblick"), kita("Kinderhaus Wurzelwerk"))
    return made, guardian_of(made.child), kita_lead(made.wishes.get(rank=1).facility)


def test_the_whole_journey_from_desk_to_contract(mia_at_kanalblick):
    made, mother, lead = mia_at_kanalblick
    free = group(made.wishes.get(rank=1).facility)
    wish = made.wishes.get(rank=1)
    desk = signed_in_client(lead)
    listed = desk.get(f"/de/leitung/{wish.facility.public_id}/vormerkungen/?jahr=2026")
    assert "Mia Beispiel" in listed.text
    desk.post(f"/de/leitung/wunsch/{wish.public_id}/", {"decision": "accept", "group": free.public_id})
    offer = PlaceOffer.objects.get()
    family = signed_in_client(mother)
    home = family.get("/de/start/").text
    assert "Kita Kanalblick bietet Mia einen Platz an" in home
    answer = family.post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"}, follow=True)
    assert "Mia hat einen Platz" in answer.text
    assert Contract.objects.get().preregistration == made
    office = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    assert "hat einen Platz" in office.get("/de/jugendamt/?jahr=2026&stand=placed").text
    assert made.wishes.get(rank=2).state == WishState.ENDED


def test_every_page_that_shows_a_child_writes_one_line_that_names_it(mia_at_kanalblick):
    made, mother, _ = mia_at_kanalblick
    browser = signed_in_client(mother)
    before = last_line()
    for address in (
        "/de/start/",
        f"/de/vormerkung/{made.public_id}/",
        f"/de/vormerkung/{made.public_id}/bestaetigung.pdf",
    ):
        browser.get(address)
    lines = lines_after(before)
    assert [line.children for line in lines] == [[made.child_id]] * 3
    assert {line.account_id for line in lines} == {mother.pk}


def test_a_kita_does_not_see_a_second_wish_while_the_first_is_open(mia_at_kanalblick):
    made, _, _ = mia_at_kanalblick
    second = made.wishes.get(rank=2)
    browser = signed_in_client(kita_lead(second.facility))
    listed = browser.get(f"/de/leitung/{second.facility.public_id}/vormerkungen/?jahr=2026")
    assert "Mia Beispiel" not in listed.text
    assert browser.get(f"/de/leitung/wunsch/{second.public_id}/").status_code == 404


def test_another_familys_case_is_not_found(mia_at_kanalblick):
    made, _, _ = mia_at_kanalblick
    stranger = signed_in_client(guardian_of(child(given_name="Emir")))
    assert stranger.get(f"/de/vormerkung/{made.public_id}/").status_code == 404
    assert stranger.post(f"/de/vormerkung/{made.public_id}/zurueckziehen/").status_code == 404


def test_the_youth_office_sees_a_case_and_may_withdraw_it_for_a_family_on_paper(mia_at_kanalblick):
    made, _, _ = mia_at_kanalblick
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    assert browser.get(f"/de/vormerkung/{made.public_id}/").status_code == 200
    browser.post(f"/de/vormerkung/{made.public_id}/zurueckziehen/")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_withdrawing_asks_once_and_then_ends_the_case(mia_at_kanalblick):
    made, mother, _ = mia_at_kanalblick
    browser = signed_in_client(mother)
    assert "zurückziehen?" in browser.get(f"/de/vormerkung/{made.public_id}/zurueckziehen/").text
    browser.post(f"/de/vormerkung/{made.public_id}/zurueckziehen/")
    assert PreRegistration.objects.get().state == PreRegistrationState.WITHDRAWN


def test_an_offer_answered_in_two_tabs_says_so_the_second_time(herne, mia_at_kanalblick):
    made, mother, lead = mia_at_kanalblick
    wish, free = made.wishes.get(rank=1), group(made.wishes.get(rank=1).facility)
    signed_in_client(lead).post(
        f"/de/leitung/wunsch/{wish.public_id}/", {"decision": "accept", "group": free.public_id}
    )
    browser, offer = signed_in_client(mother), PlaceOffer.objects.get()
    browser.post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"})
    again = browser.post(f"/de/angebot/{offer.public_id}/", {"answer": "decline"})
    assert again.status_code == 409 and "nicht mehr offen" in again.text


def test_a_lead_plans_places_and_is_told_when_fewer_than_promised():
    place = kita()
    browser = signed_in_client(kita_lead(place))
    address = f"/de/leitung/{place.public_id}/gruppen/?jahr=2026"
    typed = {"year": 2026, "name": "Otter", "age_from_years": "2", "age_until_years": "6", "places": "20"}
    assert browser.post(address, typed).status_code == 302
    assert (Group.objects.get().age_from_months, Group.objects.get().places) == (24, 20)
    Group.objects.update(promised=3)
    answer = browser.post(address, {**typed, "places": "2"})
    assert answer.status_code == 422 and "3 Plätze sind schon zugesagt" in answer.text


def test_the_youth_office_list_costs_the_same_for_two_rows_and_for_twenty():
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            case(child(born_on=date(2024, 1, 1)), kita(), kita())
        counts.append(statements_of(browser, "/de/jugendamt/?jahr=2026"))
    assert counts[0] == counts[1] <= 12


def statements_of(browser, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


def test_the_confirmation_is_a_pdf_in_the_readers_language(mia_at_kanalblick):
    made, mother, _ = mia_at_kanalblick
    answer = signed_in_client(mother).get(f"/ar/vormerkung/{made.public_id}/bestaetigung.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_group_from_four_months_is_shown_and_saved_as_it_stands():
    place = kita()
    group(place, name="Nest", year=2026, age_from_months=4, age_until_months=36, places=10)
    browser, address = signed_in_client(kita_lead(place)), f"/de/leitung/{place.public_id}/gruppen/?jahr=2026"
    shown = re.findall(r'name="(age_\w+)" value="(\d+)"', browser.get(address).text)
    assert ("age_from_years", "0") in shown and ("age_from_months", "4") in shown
    typed = {"year": 2026, "name": "Nest", "age_from_years": "0", "age_from_months": "4"}
    answer = browser.post(address, {**typed, "age_until_years": "3", "places": "12"})
    assert answer.status_code == 302
    assert (Group.objects.get().age_from_months, Group.objects.get().places) == (4, 12)


def test_the_office_reads_a_case_without_what_is_said_to_the_family(mia_at_kanalblick):
    made, _mother, lead = mia_at_kanalblick
    wish, free = made.wishes.get(rank=1), group(made.wishes.get(rank=1).facility)
    answer = {"decision": "accept", "group": free.public_id}
    signed_in_client(lead).post(f"/de/leitung/wunsch/{wish.public_id}/", answer)
    page = signed_in_client(holder_of(Role.YOUTH_OFFICE)).get(f"/de/jugendamt/{made.public_id}/").text
    assert ", Antwort bis" in page
    assert "Ihrer Post" not in page and "Antworten Sie" not in page and "Angebot ansehen" not in page
