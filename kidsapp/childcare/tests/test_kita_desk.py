"""The Kita's desk: who is in play, what is not told, filters, and a fixed number of statements."""

from datetime import date, datetime
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.models import HoursEvidence, PreRegistration, Sibling, Wish
from kidsapp.childcare.queries.kita import due_rows
from kidsapp.childcare.queries.terms import wish_view
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import is_wish_due, season_of
from kidsapp.childcare.states import WishState
from kidsapp.childcare.tests.factories import SETTINGS, case, dated_settings, group, handed_in, kita
from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client
from kidsapp.web import middleware

pytestmark = pytest.mark.django_db
LONG = 12 * 60


@pytest.fixture
def place(herne):
    dated_settings()
    return kita("Kita Kanalblick")


@pytest.fixture
def browser(place):
    return signed_in_client(kita_lead(place))


def desk(browser, place, query=""):
    return browser.get(f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026{query}").text


def named(name, place, *more, born_on=date(2023, 6, 1), **values):
    return case(child(given_name=name, born_on=born_on), place, *more, **values).wishes.get(facility=place)


def test_first_wishes_are_listed_and_lower_ones_are_only_a_number(place, browser):
    named("Ada", place)
    lower = case(child(given_name="Ben", family_name="Wiese"), kita("Kita Sonnenhang"), place)
    page = desk(browser, place)
    assert "Ada" in page and "Wiese" not in page and "Sonnenhang" not in page
    assert "2 Familien haben Sie genannt, 1 als 1. Wunsch." in page
    assert "1 weitere Familie nennt Sie." in page
    lower.wishes.filter(rank=1).update(state="declined")
    page = desk(browser, place)
    assert "Wiese" in page and "weitere Famil" not in page and "Sonnenhang" not in page


@pytest.mark.parametrize("seen_from", ["02-01", "11-01"])
def test_before_the_cut_off_a_kita_sees_nobody_unless_the_city_names_a_day(herne, seen_from):
    dated_settings(**{"childcare.wishes_seen_from": seen_from})
    place = kita()
    wish = case(child(), place, starts_on=date(2027, 8, 1)).wishes.get()
    browser, lead = signed_in_client(kita_lead(place)), actor_for(kita_lead(place))
    address = f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2027"
    page, is_seen = browser.get(address).text, seen_from == "11-01"
    assert "1. Februar 2027" in page and "1 Familie hat Sie genannt" in page
    assert (str(wish.preregistration.child) in page) is is_seen
    assert ('name="alter"' in page) is is_seen
    assert ("Noch vor dem Stichtag" in page) is not is_seen
    assert page.count(f"/de/leitung/{place.public_id}/gruppen/?jahr=2027") == (2 if is_seen else 3)
    assert browser.get(f"/de/leitung/wunsch/{wish.public_id}/").status_code == (200 if is_seen else 404)
    assert commands.decline_child(lead, wish, "age", at=MOMENT).reason is Why.BEFORE_CUT_OFF


def test_a_cut_off_moved_in_mid_season_shows_on_the_desk_at_once(place, browser):
    wish = named("Ada", place)
    assert "Der Stichtag war der 1. Februar 2026." in desk(browser, place)
    DatedSetting.objects.filter(key="childcare.cut_off").update(value="07-15")
    DatedSetting.objects.filter(key="childcare.second_round").update(value="07-20")
    middleware.forget_cities()
    assert "Der Stichtag war der 15. Juli 2026." in desk(browser, place)
    DatedSetting.objects.filter(key="childcare.registration_opens").update(value="11-25")
    DatedSetting.objects.filter(key="childcare.cut_off").update(value="12-01")
    middleware.forget_cities()
    late = case(child(), place, starts_on=date(2027, 8, 1)).wishes.get()
    address = f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2027"
    DatedSetting.objects.create(
        key="childcare.wishes_seen_from", value="11-01", valid_from=date(2020, 8, 1), source="test"
    )
    middleware.forget_cities()
    assert "ab dem Stichtag, 1. Dezember 2026" in browser.get(address).text
    answer = browser.post(f"/de/leitung/wunsch/{late.public_id}/", {"decision": "wait"})
    assert answer.status_code == 409 and "1. Dezember 2026" in answer.text
    assert wish.state == "open"


def test_sections_stand_in_the_order_of_work_and_what_is_done_only_where_asked_for(place, browser):
    lead, otter = actor_for(kita_lead(place)), group(place, places=5)
    for name in ("Ada", "Ben", "Cem", "Dana"):
        named(name, place)
    wishes = {wish.preregistration.child.given_name: wish for wish in Wish.objects.all()}
    commands.put_on_waiting_list(lead, wishes["Ben"], at=MOMENT)
    commands.accept_child(lead, wishes["Cem"], otter.public_id, at=MOMENT)
    commands.decline_child(lead, wishes["Dana"], "age", at=MOMENT)
    page = desk(browser, place)
    assert "Zu entscheiden: 1" in page and "Warteliste: 1" in page and "Platz angeboten: 1" in page
    assert page.index("Ada") < page.index("Ben Beispiel") < page.index("Cem")
    assert "Dana" not in page and "Antwort bis" in page
    done = desk(browser, place, "&stand=done")
    assert "Dana" in done and "abgesagt" in done and "Ada" not in done


def test_filters_by_age_and_hours_are_plain_addresses(place, browser):
    named("Ada", place, born_on=date(2024, 9, 1), hours="25")
    named("Ben", place, born_on=date(2023, 1, 1), hours="45")
    assert "Ada" in desk(browser, place, "&alter=u3") and "Ben" not in desk(browser, place, "&alter=u3")
    assert "Ben" in desk(browser, place, "&alter=3") and "Ada" not in desk(browser, place, "&alter=3")
    assert "Ben" in desk(browser, place, "&stunden=45") and "Ada" not in desk(browser, place, "&stunden=45")
    assert "Mit diesen Filtern steht hier kein Kind." in desk(browser, place, "&alter=3&stunden=25")
    unknown = desk(browser, place, "&alter=x&stunden=%3Cscript%3E&stand=x")
    assert "Ada" in unknown and "Ben" in unknown and "<script>x" not in unknown


def test_times_that_fit_are_said_and_where_nobody_said_any(place, browser):
    place.opening_hours = Week.of([(day, 7 * 60, 16 * 60) for day in range(5)])
    place.save()
    named("Ada", place, times=Week.of([(0, 8 * 60, LONG)]))
    named("Ben", place, times=Week.of([(0, 17 * 60, 18 * 60)]))
    named("Cem", place)
    page = desk(browser, place)
    assert page.count("ka-match--full") == page.count("ka-match--none") == 1
    assert page.count("keine Angabe") == 1


def test_neither_desk_nor_wish_page_tell_ground_documents_or_other_wishes(place, browser):
    mia = child()
    mother = guardian_of(mia)
    made = case(mia, place, kita("Kita Sonnenhang"), hours="45", urgent_reason="GEHEIM-EILIG", is_urgent=True)
    HoursEvidence.objects.create(
        preregistration=made,
        state="refused",
        ground="family_care",
        reason="GEHEIM-GRUND",
        reason_key="one_missing",
        given_at=MOMENT,
    )
    handed_in(mother, made)
    wish = made.wishes.get(rank=1)
    pages = [desk(browser, place), browser.get(f"/de/leitung/wunsch/{wish.public_id}/").text]
    for page in pages:
        assert "nicht genehmigt" in page
        for secret in (
            "GEHEIM",
            "Pflege in der Familie",
            "family_care",
            "one_missing",
            "Es fehlt der Nachweis",
            ".pdf",
            "Sonnenhang",
            "2. Wunsch",
            mother.email,
        ):
            assert secret not in page, secret


@pytest.mark.parametrize(
    ("state", "word"),
    [("open", "noch nicht entschieden"), ("asked", "noch nicht entschieden"), ("approved", "genehmigt")],
)
def test_45_hours_are_one_word(place, browser, state, word):
    wish = named("Ada", place, hours="45")
    HoursEvidence.objects.create(preregistration=wish.preregistration, state=state, ground="work")
    for page in (desk(browser, place), browser.get(f"/de/leitung/wunsch/{wish.public_id}/").text):
        assert word in page and "Arbeit" not in page.split("<main")[1].replace("Arbeitsplatz", "")


def test_a_case_withdrawn_while_the_lead_looked_is_said_and_nothing_is_decided(place, browser):
    wish = named("Ada", place)
    otter = group(place)
    mother = actor_for(guardian_of(wish.preregistration.child))
    commands.withdraw_preregistration(mother, wish.preregistration, at=MOMENT)
    accept, decline = (
        {"decision": "accept", "group": otter.public_id},
        {"decision": "decline", "reason": "age"},
    )
    for typed in (accept, decline, {"decision": "wait"}):
        answer = browser.post(f"/de/leitung/wunsch/{wish.public_id}/", typed)
        assert answer.status_code == 409 and "hat diese Vormerkung zurückgezogen" in answer.text
    otter.refresh_from_db()
    assert otter.promised == 0 and "Ada" not in desk(browser, place, "&stand=done")


def test_a_child_that_turns_three_in_between_is_listed_by_its_age_on_the_first_day(place, browser):
    named("Ada", place, born_on=date(2024, 2, 1))
    named("Ben", place, born_on=date(2024, 2, 2))
    assert "Ada" in desk(browser, place, "&alter=3") and "Ben" not in desk(browser, place, "&alter=3")


def test_the_desk_costs_the_same_for_two_children_and_for_sixty(place, browser):
    desk(browser, place)
    counts = []
    for rows in (2, 58):
        for number in range(rows):
            wish = named(f"Kind {number}", place)
            if not number % 3:
                lead = kita_lead(place)
                commands.put_on_waiting_list(actor_for(lead), wish, at=MOMENT)
        with CaptureQueriesContext(connection) as found:
            desk(browser, place)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15


def test_rows_in_play_are_those_of_the_rule(herne):
    """The statement of the desk and the pure rule agree, for every state above and every kind of late."""
    dated_settings()
    place, above = kita(), kita()
    cut_off = datetime(2026, 2, 1, 12, tzinfo=GERMAN_TIME)
    for state, is_late, is_urgent in product(WishState, (False, True), (False, True)):
        made = case(child(), above, place, is_late=is_late, is_urgent=is_urgent, submitted_at=cut_off)
        made.wishes.filter(rank=1).update(state=state)
    days = (date(2026, 1, 31), date(2026, 3, 2), date(2026, 6, 1))
    for lower, today in product(("", "03-01", "05-01"), days):
        season = season_of(2026, {**SETTINGS, "childcare.lower_wishes_open": lower})
        rows = Wish.objects.filter(facility=place)
        found = set(due_rows(rows, season, today).values_list("pk", flat=True))
        wanted = {
            wish.pk
            for wish in rows.select_related("preregistration")
            if is_wish_due(wish_view(wish, wish.preregistration, season), season=season, today=today)
        }
        assert found == wanted, (lower, today)
    assert PreRegistration.objects.count() == 24


def test_the_wish_page_tells_times_language_food_and_siblings_of_this_kita_only(place, browser):
    elsewhere = kita("Kita Sonnenhang")
    times = Week.of([(0, 8 * 60, LONG)])
    wish = named("Ada", place, times=times, home_language="ar", food=["no_pork"], food_note="keine Nüsse")
    made = wish.preregistration
    Sibling.objects.create(preregistration=made, given_name="Ben", facility=place)
    Sibling.objects.create(preregistration=made, given_name="Cem", facility=elsewhere)
    page = browser.get(f"/de/leitung/wunsch/{wish.public_id}/").text
    assert "Ben (ist schon hier)" in page and "Cem" not in page and "Sonnenhang" not in page
    assert "Arabisch" in page and "keine Nüsse" in page and "Gewünschte Zeiten" in page


def test_the_choice_of_a_group_begins_with_the_first_that_fits(place, browser):
    group(place, name="A voll", places=0)
    group(place, name="B zu jung", age_from_months=4, age_until_months=24)
    fits = group(place, name="C passt")
    wish = named("Ada", place)
    page = browser.get(f"/de/leitung/wunsch/{wish.public_id}/").text
    assert f'<option value="{fits.public_id}" selected>' in page
