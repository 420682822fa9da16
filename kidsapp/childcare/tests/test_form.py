"""The form of a pre-registration: nothing typed is ever lost."""

from datetime import timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, group, kita
from kidsapp.childcare.tests.steps import CHILD, FAMILY, NEED, NEW, at, begin, filled, sent
from kidsapp.people.models import Account, Child
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian,
    guardian_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


@pytest.fixture
def browser():
    return signed_in_client(guardian())


def test_a_parent_preregisters_a_new_child_step_by_step(browser):
    place = kita()
    draft = filled(browser, place)
    summary = browser.get(at(draft, "pruefen")).text
    assert "Jonas Brandt" in summary and place.name in summary and "1. August 2027" in summary
    answer = browser.post(at(draft, "pruefen"), follow=True)
    made = PreRegistration.objects.get()
    assert made.child.given_name == "Jonas" and made.starts_on == NEXT_YEAR_START
    assert "Ihre Wünsche sind angekommen" in answer.text and made.number in answer.text
    assert 'href="/de/umfrage/randzeiten/"' in answer.text


def test_sending_twice_makes_one_child_and_one_preregistration(browser):
    draft = filled(browser, kita())
    for _ in range(2):
        answer = browser.post(at(draft, "pruefen"))
        assert answer["Location"].endswith("/gesendet/")
    assert (Child.objects.count(), PreRegistration.objects.count()) == (1, 1)


def test_the_first_step_sent_twice_is_one_draft(browser):
    for _ in range(2):
        browser.post(NEW, {**CHILD, "key": "abcdefghijkl"})
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "field", "typed", "words"),
    [
        ("kind", "born_on", "30.2.2024", "Diesen Tag gibt es nicht"),
        ("kind", "born_on", "29.2.2023", "Diesen Tag gibt es nicht"),
        ("kind", "born_on", "1.1.2031", "liegt in der Zukunft"),
        ("kind", "given_name", "", "Bitte geben Sie den Namen an"),
        ("kind", "given_name", "Mia 🚀", "gehen in einem Namen nicht"),
        ("kind", "given_name", "x" * 5000, "zu lang"),
        ("kind", "custody", "", "welches Sorgerecht"),
        ("zeiten", "starts_on", "1.8.2019", "Dieser Tag ist schon vorbei"),
        ("zeiten", "starts_on", "morgen", "Diesen Tag gibt es nicht"),
        ("zeiten", "starts_on", "1.8.2035", "noch weit weg"),
        ("zeiten", "hours", "", "Bitte wählen Sie die Stunden"),
        ("zeiten", "weekdays_from", "bald", "eine Uhrzeit wie 7:30"),
        ("zeiten", "moves_in_on", "32.1.2027", "Diesen Tag gibt es nicht"),
        ("zeiten", "is_urgent", "on", "Bitte ausfüllen"),
        ("familie", "own_given_name", "", "Bitte ausfüllen"),
        ("familie", "own_postal_code", "123", "fünf Ziffern"),
        ("familie", "own_phone", "keins", "können wir nicht lesen"),
        ("familie", "second", "yes", "Bitte ausfüllen"),
        ("familie", "remark", "x" * 2500, ""),
    ],
)
def test_bad_input_is_named_at_its_field_and_kept_as_typed(browser, step, field, typed, words):
    draft = begin(browser)
    good = {"kind": CHILD, "zeiten": NEED, "familie": FAMILY}[step]
    answer = browser.post(at(draft, step), {**good, field: typed})
    assert answer.status_code == 422 and words in answer.text
    at_field = "urgent_reason" if field == "is_urgent" else field if typed != "yes" else "second_given_name"
    assert f"id_{at_field}_error" in answer.text
    draft.refresh_from_db()
    assert draft.typed[step][field] == [typed] and draft.step == step
    assert typed[:100] in browser.get(at(draft, step)).text


@pytest.mark.parametrize("name", ["Марʼяна", "Weiß", "ليلى", "Ōta-İpek", "O'Connor"])
def test_names_of_every_script_are_taken_as_typed(browser, name):
    sent(browser, kita(), child={"given_name": name})
    assert Child.objects.get().given_name == name


def test_what_is_too_long_to_keep_is_cut_and_null_characters_go(browser):
    draft = begin(browser)
    browser.post(at(draft, "familie"), {**FAMILY, "remark": "a\x00b" + "x" * 50_000})
    draft.refresh_from_db()
    kept = draft.typed["familie"]["remark"][0]
    assert kept.startswith("abx") and len(kept) <= 20_000


def test_a_child_born_on_29_february_is_taken(browser):
    sent(browser, kita(), child={"born_on": "29.2.2024"})
    assert PreRegistration.objects.get().child.born_on.day == 29


@pytest.mark.parametrize("button", ["back", "later"])
def test_every_way_out_of_a_step_keeps_what_was_typed_though_it_is_wrong(browser, button):
    draft = begin(browser)
    answer = browser.post(at(draft, "zeiten"), {"starts_on": "irgendwann", button: "1"})
    assert answer.status_code == 302
    assert answer["Location"] == (at(draft, "kind") if button == "back" else "/de/start/")
    assert "irgendwann" in browser.get(at(draft, "zeiten")).text


def test_a_draft_goes_on_with_another_device(browser):
    somebody = Account.objects.get()
    draft = begin(browser)
    browser.post(at(draft, "zeiten"), {**NEED, "later": "1"})
    phone = signed_in_client(somebody)
    home = phone.get("/de/start/").text
    assert "Vormerkung für Jonas noch nicht gesendet" in home and at(draft, "zeiten") in home
    assert "1.8.2027" in phone.get(at(draft, "zeiten")).text


def test_beside_a_more_urgent_task_home_still_shows_the_draft():
    mia = child()
    made = case(mia, kita())
    browser = signed_in_client(guardian_of(mia))
    lead, free = kita_lead(made.wishes.get().facility), group(made.wishes.get().facility)
    commands.accept_child(actor_for(lead), made.wishes.get(), free.public_id, at=MOMENT)
    begin(browser)
    home = browser.get("/de/start/").text
    assert "bietet Mia einen Platz an" in home and "Vormerkung für Jonas noch nicht gesendet" in home


def test_another_account_does_not_find_the_draft(browser):
    draft = begin(browser)
    stranger = signed_in_client(guardian())
    for address in (at(draft, "zeiten"), at(draft, "pruefen"), at(draft, "gesendet"), at(draft, "verwerfen")):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code in {404, 405}


def test_a_draft_about_a_child_out_of_custody_shows_nothing_of_it():
    mia = child()
    mother = guardian_of(mia)
    browser = signed_in_client(mother)
    browser.post(NEW, {"child": mia.public_id, "key": "abcdefghijkl"})
    draft = Draft.objects.get()
    assert "Mia" in browser.get(at(draft, "zeiten")).text
    mia.custodies.update(valid_until=TODAY - timedelta(days=1))
    assert "Mia" not in browser.get("/de/start/").text
