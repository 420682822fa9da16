"""The step of the wishes: order, search, and what a wish that can hardly succeed says."""

import pytest

from kidsapp.childcare.models import Wish
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.childcare.tests.steps import FAMILY, NEED, at, begin, filled, sent, wishes
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.tests.factories import guardian, signed_in_client
from kidsapp.places.tests.factories import week
from kidsapp.web import middleware

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


@pytest.fixture
def browser():
    return signed_in_client(guardian())


@pytest.fixture
def draft(browser):
    draft = begin(browser)
    browser.post(at(draft, "zeiten"), NEED)
    return draft


def wished(draft):
    draft.refresh_from_db()
    return draft.typed["kitas"]["wish"]


def test_what_was_remembered_before_is_the_first_list(browser):
    one, two = kita(), kita()
    for place in (one, two):
        browser.post("/de/kita/merken/", {"facility": place.public_id})
    assert wished(begin(browser)) == [one.public_id, two.public_id]


def test_wishes_are_ordered_without_javascript_and_the_list_is_kept(browser, draft):
    one, two, three = kita(), kita(), kita()
    answer = browser.post(at(draft, "kitas"), {**wishes(one, two, three), "move": "up-3"})
    assert answer["Location"].endswith("#wish-2")
    assert wished(draft) == [one.public_id, three.public_id, two.public_id]
    browser.post(at(draft, "kitas"), {**wishes(one, three, two), "move": "down-1"})
    assert wished(draft) == [three.public_id, one.public_id, two.public_id]
    browser.post(at(draft, "kitas"), {**wishes(three, one, two), "move": "remove-1"})
    assert wished(draft) == [one.public_id, two.public_id]


@pytest.mark.parametrize(
    "move", ["up-1", "up-99", "down-0", "remove-x", "add-nothing", "", "up--2", f"up-{'9' * 5000}"]
)
def test_a_move_that_makes_no_sense_loses_nothing(browser, draft, move):
    one, two = kita(), kita()
    assert browser.post(at(draft, "kitas"), {**wishes(one, two), "move": move}).status_code == 302
    assert {one.public_id, two.public_id} <= set(wished(draft))


def test_the_way_to_the_search_keeps_the_list_and_leads_back_to_it(browser, draft):
    one, two = kita("Erste"), kita("Zweite")
    answer = browser.post(at(draft, "kitas"), {**wishes(one), "search": "1"})
    assert answer["Location"] == "/de/kita/"
    browser.post("/de/kita/merken/", {"facility": two.public_id})
    back = browser.get("/de/vormerkung/neu/")
    assert back["Location"] == at(draft, "kitas")
    page = browser.get(back["Location"]).text
    assert page.index("Erste") < page.index("Zweite")


def test_a_search_begun_in_a_form_shows_the_way_back_until_the_form_is_gone(browser, draft):
    back = '<a href="/de/vormerkung/neu/">'
    assert back not in browser.get("/de/kita/").text
    browser.post(at(draft, "kitas"), {"search": "1"})
    page = browser.get("/de/kita/").text
    assert back in page and "Zurück zur Vormerkung" in page
    browser.post(f"/de/vormerkung/entwurf/{draft.public_id}/verwerfen/")
    assert "Zurück zur Vormerkung" not in browser.get("/de/kita/").text


def test_a_child_too_young_hears_why_and_three_ways_on(browser, draft):
    place = kita("Kita Am Stichkanal", age_from_months=36)
    answer = browser.post(at(draft, "kitas"), wishes(place))
    assert answer.status_code == 422
    assert "Kita Am Stichkanal nimmt Kinder ab 3 Jahren. Jonas ist am 1. August 2027 noch 2" in answer.text
    assert "Beginn auf 1. November 2027 legen" in answer.text and 'value="remove-1"' in answer.text
    search = browser.post(at(draft, "kitas"), {**wishes(place), "search": "fit"})["Location"]
    assert "age_months=33" in search and "hours=35-block" in search


def test_the_later_start_is_taken_over_at_the_press_of_its_button(browser, draft):
    place = kita(age_from_months=36)
    browser.post(at(draft, "kitas"), {**wishes(place), "start": "2027-11-01"})
    draft.refresh_from_db()
    assert draft.typed["zeiten"]["starts_on"] == ["01.11.2027"]
    assert browser.post(at(draft, "kitas"), wishes(place))["Location"] == at(draft, "familie")


def test_a_kita_that_opens_later_or_closes_before_says_its_day(browser, draft):
    new, old = kita("Neubau", opens_on="2027-10-01"), kita("Altbau", closes_on="2027-07-31")
    text = browser.post(at(draft, "kitas"), wishes(new, old)).text
    assert "Neubau öffnet erst am 1. Oktober 2027." in text and "Beginn auf 1. Oktober 2027 legen" in text
    assert "Altbau schließt am 31. Juli 2027." in text and text.count("Beginn auf") == 1
    assert "1. Oktober 2027" in browser.get(f"/de/kita/{new.public_id}/").text


def test_a_school_is_no_kita_to_wish_for(browser, draft):
    answer = browser.post(at(draft, "kitas"), wishes(kita("Grundschule", kind="school")))
    assert answer.status_code == 422 and "Grundschule" not in answer.text


def test_a_kita_without_these_hours_leads_to_other_hours(browser, draft):
    place = kita(hours_models=["25"])
    answer = browser.post(at(draft, "kitas"), wishes(place))
    assert "bietet diese Stunden nicht an" in answer.text and "Andere Stunden wählen" in answer.text
    assert browser.post(at(draft, "kitas"), {**wishes(place), "go": "zeiten"})["Location"] == at(
        draft, "zeiten"
    )


def test_a_wish_that_can_hardly_succeed_is_made_all_the_same_with_a_warning(browser):
    good, early = kita(), kita(age_from_months=36)
    draft = filled(browser, good)
    browser.post(at(draft, "kitas"), {**wishes(good, early), "anyway": [early.public_id]})
    browser.post(at(draft, "pruefen"))
    assert list(Wish.objects.values_list("facility_id", "warning")) == [
        (good.pk, ""),
        (early.pk, "too_young"),
    ]


def test_where_the_city_does_not_let_it_no_box_is_ticked_and_the_wish_is_refused(browser):
    DatedSetting.objects.filter(key="childcare.impossible_wishes").update(value=False)
    middleware.forget_cities()
    early = kita(age_from_months=36)
    draft = filled(browser, kita())
    answer = browser.post(at(draft, "kitas"), {**wishes(early), "anyway": [early.public_id]})
    assert answer.status_code == 422 and "Trotzdem wünschen" not in answer.text
    browser.post(at(draft, "pruefen"))
    assert not Wish.objects.exists()


def test_more_wishes_than_the_city_allows_are_refused_and_kept(browser, draft):
    places = [kita() for _ in range(4)]
    answer = browser.post(at(draft, "kitas"), wishes(*places))
    assert answer.status_code == 422 and "höchstens 3 Wünsche" in answer.text
    assert len(wished(draft)) == 4


def test_each_kita_says_how_well_it_fits_the_wanted_times(browser):
    draft = begin(browser)
    browser.post(at(draft, "zeiten"), {**NEED, "weekdays_from": "07:00", "weekdays_until": "15:00"})
    full, part = (
        kita(opening_hours=week("mon-fri 06:30-17:00")),
        kita(opening_hours=week("mon-fri 08:00-17:00")),
    )
    browser.post(at(draft, "kitas"), {**wishes(full, part), "later": "1"})
    page = browser.get(at(draft, "kitas")).text
    assert (
        "passt ganz zu den gewünschten Zeiten" in page and "passt teilweise zu den gewünschten Zeiten" in page
    )


def test_an_unlisted_or_unknown_kita_is_not_kept_as_a_wish(browser):
    draft = filled(browser, kita(is_listed=False))
    summary = browser.get(at(draft, "pruefen")).text
    assert "Bitte wählen Sie mindestens eine Kita" in summary
    assert browser.post(at(draft, "pruefen")).status_code == 422


def test_the_remembered_wishes_are_used_up_by_sending(browser):
    place = kita()
    browser.post("/de/kita/merken/", {"facility": place.public_id})
    sent(browser, place, family=FAMILY)
    assert "Auch gemerkt" not in browser.get("/de/vormerkung/neu/").text
    assert not browser.session["remembered_facilities"]
