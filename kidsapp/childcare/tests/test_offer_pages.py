"""The Kita's decisions and the family's answer, through their pages."""

from datetime import date, timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import PlaceOffer
from kidsapp.childcare.queries.contracts import running_elsewhere
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia(herne):
    """Mia with two wishes, her mother, and the lead of the first Kita, which has a group."""
    dated_settings()
    made = case(child(), kita("Kita Kanalblick", phone="02323 11"), kita("Kita Sonnenhang"))
    wish = made.wishes.get(rank=1)
    group(wish.facility, name="Otter")
    return wish, guardian_of(made.child), kita_lead(wish.facility)


def decide(lead, wish, **typed):
    return signed_in_client(lead).post(f"/de/leitung/wunsch/{wish.public_id}/", typed, follow=True)


def offer_for(wish, lead):
    return commands.accept_child(actor_for(lead), wish, wish.facility.groups.get().public_id, at=MOMENT)


def test_a_lead_puts_a_child_on_the_waiting_list_and_may_still_offer_a_place(mia):
    wish, mother, lead = mia
    page = decide(lead, wish, decision="wait").text
    assert "auf der Warteliste" in page and "Platz anbieten" in page
    assert "Auf die Warteliste setzen" not in page
    status = signed_in_client(mother).get(f"/de/vormerkung/{wish.preregistration.public_id}/").text
    assert "auf der Warteliste" in status


def test_a_lead_extends_an_offer_and_a_day_too_early_comes_back_at_its_field(mia):
    wish, _, lead = mia
    offer_for(wish, lead)
    wrong = decide(lead, wish, decision="extend", until=f"{TODAY:%d.%m.%Y}")
    assert wrong.status_code == 422 and "So lange gilt das Angebot schon" in wrong.text
    page = decide(lead, wish, decision="extend", until=f"{TODAY + timedelta(days=20):%d.%m.%Y}").text
    assert "bis 12. Dezember 2026 antworten" in page


def test_a_lead_takes_an_offer_back_only_with_a_ground(mia):
    wish, mother, lead = mia
    offer = offer_for(wish, lead)
    wrong = decide(lead, wish, decision="retract", ground="")
    assert wrong.status_code == 422 and "Die Familie und das Jugendamt lesen ihn" in wrong.text
    page = decide(lead, wish, decision="retract", ground="staff").text
    assert "In der Gruppe fehlt Personal." in page and "Platz anbieten" in page
    answer = signed_in_client(mother).get(f"/de/angebot/{offer.public_id}/").text
    assert "zurückgenommen" in answer and "In der Gruppe fehlt Personal." in answer
    case = signed_in_client(mother).get(f"/de/vormerkung/{wish.preregistration.public_id}/").text
    assert "<h1>Ein Angebot wurde zurückgenommen</h1>" in case and "Ihre Vormerkung gilt weiter" in case
    assert "In der Gruppe fehlt Personal." in case and "Ihre Wünsche sind angekommen" not in case


def test_an_unknown_decision_changes_nothing(mia):
    wish, _, lead = mia
    assert decide(lead, wish, decision="").status_code == 200
    wish.refresh_from_db()
    assert wish.state == "open"


def test_a_lead_offers_a_place_from_a_later_day(mia):
    wish, mother, lead = mia
    chosen = wish.facility.groups.get().public_id
    early = decide(lead, wish, decision="accept", group=chosen, starts_on="1.1.2027")
    assert early.status_code == 422 and "frühestens der 1. Februar 2027" in early.text
    assert decide(lead, wish, decision="accept", group=chosen, starts_on="1.3.2027").status_code == 200
    offer = PlaceOffer.objects.get()
    page = signed_in_client(mother).get(f"/de/angebot/{offer.public_id}/").text
    assert "1. März 2027" in page


@pytest.mark.parametrize("typed", [{}, {"answer": ""}, {"answer": "Accept"}])
def test_what_is_neither_yes_nor_no_gives_no_place_up(mia, typed):
    wish, mother, lead = mia
    offer = offer_for(wish, lead)
    page = signed_in_client(mother).post(f"/de/angebot/{offer.public_id}/", typed)
    offer.refresh_from_db()
    assert (page.status_code, offer.state) == (422, "offered") and "Platz verbindlich annehmen" in page.text


def test_an_offer_names_the_kita_that_the_child_would_leave_sooner_than_recorded(mia):
    wish, mother, lead = mia
    contract = commands.accept_place_offer(actor_for(mother), offer_for(wish, lead), at=MOMENT)
    assert commands.end_contract(actor_for(lead), contract, date(2027, 6, 30), "moves", at=MOMENT) is None
    names = []
    for starts_on in (date(2027, 6, 30), date(2027, 7, 1)):
        other = case(wish.preregistration.child, kita(), starts_on=starts_on)
        names.append(running_elsewhere(other.child_id, but_for=other.pk, on=starts_on))
        commands.withdraw_preregistration(actor_for(mother), other, at=MOMENT)
    assert names == ["Kita Kanalblick", ""]


def test_declining_asks_once_and_names_what_is_left(mia):
    wish, mother, lead = mia
    offer = offer_for(wish, lead)
    browser = signed_in_client(mother)
    first = browser.get(f"/de/angebot/{offer.public_id}/").text
    assert 'value="decline"' not in first and "?ablehnen=1" in first
    sure = browser.get(f"/de/angebot/{offer.public_id}/?ablehnen=1").text
    assert 'value="decline"' in sure and "Kita Sonnenhang" in sure
    browser.post(f"/de/angebot/{offer.public_id}/", {"answer": "decline"})
    offer.refresh_from_db()
    assert offer.state == "declined"


def test_an_offer_answered_after_its_last_day_says_so_and_shows_the_way_on(mia):
    wish, mother, lead = mia
    offer = offer_for(wish, lead)
    PlaceOffer.objects.update(answer_until=TODAY - timedelta(days=1))
    answer = signed_in_client(mother).post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"})
    assert answer.status_code == 409
    assert "Die Frist war am 21. November 2026" in answer.text and "tel:0232311" in answer.text
    offer.refresh_from_db()
    assert offer.state == "expired"
