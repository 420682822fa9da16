"""What a family reads of its case: done, now, to come; why not, and how it goes on."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import HoursEvidence, PlaceOffer, Wish
from kidsapp.childcare.queries.family import case_for
from kidsapp.childcare.queries.rounds import kitas_with_free_places
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.queries.timeline import Facts, timeline
from kidsapp.childcare.queries.wish_status import wish_statuses
from kidsapp.childcare.rules.clock import clock_terms
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.childcare.tests.test_pages import statements_of
from kidsapp.municipality.queries import settings_on
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 8, 1)


@pytest.fixture
def season(herne):
    herne.profile = {**herne.profile, "contact": {"name": "Familienbüro (Vorführung)", "phone": "02323 000"}}
    herne.save()
    dated_settings()


def of_family(*facilities, **values):
    """A case of a new child, its mother, and its page."""
    mia = child()
    made = case(mia, *facilities, **values)
    return made, guardian_of(mia), f"/de/vormerkung/{made.public_id}/"


def facts(made, mother, *, today=TODAY, evidence=None):
    whole, settings = case_for(actor_for(mother), made.public_id), settings_on(TODAY)
    return Facts(whole, season_on(made.starts_on, settings), clock_terms(settings), today, evidence, None)


def lead_of(wish):
    return actor_for(kita_lead(wish.facility))


def test_before_the_cut_off_the_days_to_come_stand_in_their_order(season):
    made, mother, _ = of_family(kita(), kita(), starts_on=NEXT_YEAR)
    with translation.override("de"):
        steps = [(step.state, step.title) for step in timeline(facts(made, mother))]
    assert steps == [
        ("later", "bis 3. Dezember 2026: Bestätigung"),
        ("later", "1. Februar 2027: Stichtag"),
        ("later", "15. April 2027: zweite Runde"),
        ("later", "bis 20. Juni 2027: Antwort"),
        ("later", "1. August 2027: erster Tag"),
    ]


def notes(made, mother, **more):
    with translation.override("de"):
        return [status.note for status in wish_statuses(facts(made, mother, **more))]


def test_each_wish_says_why_nothing_happens_yet(season):
    made, mother, _ = of_family(kita(), kita(), starts_on=NEXT_YEAR)
    first, second = notes(made, mother)
    assert first == "Die Kita sieht Ihre Vormerkung ab 1. Februar 2027."
    assert second == "Kommt an die Reihe, wenn über die Wünsche darüber entschieden ist."
    assert notes(made, mother, today=date(2027, 2, 1))[0] == "Die Kita entscheidet. Sie bekommen Post."


def test_a_late_family_reads_when_its_turn_is(season):
    sent = MOMENT + timedelta(days=80)
    made, mother, _ = of_family(kita(), starts_on=NEXT_YEAR, is_late=True, submitted_at=sent)
    assert notes(made, mother, today=date(2027, 2, 12)) == [
        "Die Kita sieht Ihren Wunsch ab 15. April 2027, der zweiten Runde."
    ]
    assert notes(made, mother, today=date(2027, 4, 15)) == ["Die Kita entscheidet. Sie bekommen Post."]


def test_a_declined_wish_names_the_reason_the_number_to_call_and_the_next_one_comes_into_play(season):
    made, mother, page = of_family(kita(phone="02323 77"), kita())
    first = made.wishes.get(rank=1)
    commands.decline_child(lead_of(first), first, "siblings", at=MOMENT)
    text = signed_in_client(mother).get(page).text
    assert text.count("Geschwisterkinder hatten Vorrang.") == 2
    assert "tel:0232377" in text and "Die Kita entscheidet. Sie bekommen Post." in text


def test_a_family_on_a_waiting_list_is_promised_no_rank(season):
    made, mother, page = of_family(kita("Kita Kanalblick"))
    wish = made.wishes.get()
    commands.put_on_waiting_list(lead_of(wish), wish, at=MOMENT)
    text = signed_in_client(mother).get(page).text
    assert "Auf der Warteliste: Kita Kanalblick. Eine Reihenfolge gibt es nicht." in text


def test_when_no_wish_is_left_the_page_names_ways_on_and_a_person(season):
    made, mother, page = of_family(kita(), kita())
    for wish in made.wishes.all():
        Wish.objects.filter(pk=wish.pk).update(state="declined", decline_reason="full")
    browser = signed_in_client(mother)
    text = browser.get(page).text
    assert "Noch kein Platz für Mia" in text and "Keiner Ihrer Wünsche ist noch offen" in text
    assert "tel:02323000" in text and "Familienbüro (Vorführung)" in text
    assert "Noch kein Platz für Mia" in browser.get("/de/start/").text


def test_open_tasks_stand_above_and_in_the_timeline_with_their_day(season):
    made, mother, page = of_family(kita("Kita Kanalblick"), hours="45")
    HoursEvidence.objects.create(preregistration=made, state="asked", due_on=date(2026, 12, 6))
    wish = made.wishes.get()
    commands.accept_child(lead_of(wish), wish, group(wish.facility).public_id, at=MOMENT)
    text = signed_in_client(mother).get(page).text
    assert text.count("Antworten Sie Kita Kanalblick bis 6. Dezember 2026") == 2
    assert "Noch offen: Nachweis für 45 Stunden" in text and text.count("Bitte bis 6. Dezember 2026.") == 2


def test_a_taken_place_shows_group_hours_and_days_and_then_how_it_ends(season):
    made, mother, page = of_family(kita("Kita Kanalblick"))
    wish = made.wishes.get()
    free = group(wish.facility, name="Otter")
    offer = commands.accept_child(lead_of(wish), wish, free.public_id, at=MOMENT)
    contract = commands.accept_place_offer(actor_for(mother), offer, at=MOMENT)
    browser = signed_in_client(mother)
    text = browser.get(page).text
    assert "Otter" in text and "1. Februar 2027: erster Tag" in text
    commands.end_contract(lead_of(wish), contract, date(2027, 6, 30), "moves", at=MOMENT)
    text = browser.get(page).text
    assert "30. Juni 2027: letzter Tag" in text and "Die Familie zieht um." in text


def test_an_expired_and_a_retracted_offer_say_how_it_goes_on(season):
    made, mother, page = of_family(kita("Kita Kanalblick"), kita("Kita Sonnenhang"))
    wish = made.wishes.get(rank=1)
    chosen = group(wish.facility).public_id
    offer = commands.accept_child(lead_of(wish), wish, chosen, at=MOMENT)
    commands.retract_place_offer(lead_of(wish), offer, "staff", at=MOMENT)
    browser = signed_in_client(mother)
    text = browser.get(page).text
    assert "Das Angebot wurde zurückgenommen: In der Gruppe fehlt Personal." in text
    commands.accept_child(lead_of(wish), wish, chosen, at=MOMENT + timedelta(hours=1))
    PlaceOffer.objects.filter(state="offered").update(answer_until=TODAY - timedelta(days=1))
    late = PlaceOffer.objects.get(state="offered")
    commands.accept_place_offer(actor_for(mother), late, at=MOMENT + timedelta(hours=2))
    assert "Die Frist war am 21. November 2026." in browser.get(page).text


def test_in_the_second_round_kitas_with_free_places_are_named_that_fit_the_child(season):
    made, mother, page = of_family(kita("Gewünscht"))
    wished = made.wishes.get().facility
    group(wished, places=9)
    for name, values in {
        "Passt": {},
        "Voll": {"places": 0},
        "Zu alt": {"age_from_months": 48},
        "Anderes Jahr": {"year": 2027},
    }.items():
        group(kita(name), **values)
    group(kita("Andere Stunden", hours_models=["25"]), places=9)
    group(kita("Nicht gelistet", is_listed=False), places=9)
    assert [each.name for each in kitas_with_free_places(made)] == ["Passt"]
    text = signed_in_client(mother).get(page).text
    assert "Hier sind noch Plätze frei" in text and "2 Plätze frei" in text


def test_before_the_second_round_no_free_places_are_named(season):
    _, mother, page = of_family(kita(), starts_on=NEXT_YEAR)
    group(kita("Passt"), year=2027)
    assert "Hier sind noch Plätze frei" not in signed_in_client(mother).get(page).text


def test_a_page_with_a_long_life_costs_as_much_as_one_with_a_short_one(season):
    counts = []
    for more in (0, 4):
        made, mother, page = of_family(kita(), kita(), kita())
        wish = made.wishes.get(rank=1)
        free, lead = group(wish.facility), lead_of(wish)
        for hour in range(more):
            at = MOMENT + timedelta(hours=hour)
            offer = commands.accept_child(lead, wish, free.public_id, at=at)
            commands.retract_place_offer(lead, offer, "staff", at=at)
            wish.refresh_from_db()
        counts.append(statements_of(signed_in_client(mother), page))
    assert counts[0] == counts[1] <= 15
