"""Two tabs, an ended log-in, a clock that runs out: what was typed stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MOMENT
from kidsapp.childcare.family.preregister import check
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.childcare.tests.steps import CHILD, FAMILY, NEED, NEW, at, begin, filled, sent, wishes
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import child, guardian, guardian_of, signed_in_client

pytestmark = pytest.mark.django_db
BACKEND = "kidsapp.people.adapters.logged_in.AccountBackend"


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


@pytest.fixture
def browser():
    return signed_in_client(guardian())


def seen_on(browser, address):
    page = browser.get(address).text
    return page.split('name="seen" value="')[1].split('"')[0]


def test_an_older_tab_does_not_overwrite_a_newer_one_unasked(browser):
    draft = begin(browser)
    seen = seen_on(browser, at(draft, "zeiten"))
    browser.post(at(draft, "zeiten"), {**NEED, "seen": seen})
    answer = browser.post(at(draft, "zeiten"), {**NEED, "starts_on": "1.9.2027", "seen": seen})
    assert answer.status_code == 409 and "1.9.2027" in answer.text and "an anderer Stelle" in answer.text
    draft.refresh_from_db()
    assert draft.typed["zeiten"]["starts_on"] == ["1.8.2027"]
    renewed = answer.text.split('name="seen" value="')[1].split('"')[0]
    browser.post(at(draft, "zeiten"), {**NEED, "starts_on": "1.9.2027", "seen": renewed})
    draft.refresh_from_db()
    assert draft.typed["zeiten"]["starts_on"] == ["1.9.2027"]


def test_tabs_on_different_steps_do_not_disturb_each_other(browser):
    draft = begin(browser)
    seen = seen_on(browser, at(draft, "familie"))
    browser.post(at(draft, "zeiten"), NEED)
    assert browser.post(at(draft, "familie"), {**FAMILY, "seen": seen}).status_code == 302
    draft.refresh_from_db()
    assert {"kind", "zeiten", "familie"} <= draft.typed.keys()


def test_a_summary_that_is_not_the_newest_is_not_sent(browser):
    draft = filled(browser, kita())
    seen = seen_on(browser, at(draft, "pruefen"))
    browser.post(at(draft, "zeiten"), {**NEED, "hours": "25"})
    assert browser.post(at(draft, "pruefen"), {"seen": seen}).status_code == 409
    assert not PreRegistration.objects.exists()


def test_a_tab_left_open_after_sending_leads_to_the_confirmation(browser):
    draft = sent(browser, kita())
    answer = browser.post(at(draft, "zeiten"), NEED)
    assert answer["Location"] == at(draft, "gesendet")
    assert PreRegistration.objects.count() == 1


def test_a_second_press_that_meets_the_case_of_the_first_leads_to_the_confirmation(monkeypatch):
    mia = child()
    browser = signed_in_client(guardian_of(mia))
    draft = filled(browser, kita(), child={"child": mia.public_id})
    whole_of = check.whole_of

    def after_the_first_press(sheet):
        monkeypatch.setattr(check, "whole_of", whole_of)
        assert browser.post(at(draft, "pruefen")).status_code == 302
        return whole_of(sheet)

    monkeypatch.setattr(check, "whole_of", after_the_first_press)
    answer = browser.post(at(draft, "pruefen"))
    assert (answer.status_code, answer.get("Location")) == (302, at(draft, "gesendet"))
    assert PreRegistration.objects.count() == 1


def test_sending_empties_the_draft(browser):
    assert sent(browser, kita()).typed == {}


def test_what_was_typed_after_the_log_in_ended_is_there_after_the_next(browser):
    draft = begin(browser)
    browser.logout()
    answer = browser.post(at(draft, "familie"), {**FAMILY, "remark": "liebt Bagger"})
    assert "/konto/anmelden/" in answer["Location"]
    browser.force_login(Account.objects.get(), backend=BACKEND)
    page = browser.get(at(draft, "familie")).text
    assert "liebt Bagger" in page and "Mit „Weiter“ wird es gespeichert" in page


def test_the_first_step_too_is_kept_over_a_log_in(visitor):
    answer = visitor.post(NEW, CHILD)
    assert "/konto/anmelden/" in answer["Location"]
    visitor.force_login(guardian(), backend=BACKEND)
    assert "Jonas" in visitor.get(NEW).text


def test_the_page_says_until_when_the_log_in_holds_and_prolongs_it_at_most_once_an_hour(browser):
    draft = begin(browser)
    Session.objects.update(expire_date=MOMENT + timedelta(hours=2))
    page = browser.get(at(draft, "zeiten")).text
    assert "Sie bleiben angemeldet bis 22. November 2026, 22:30 Uhr" in page
    assert "data-until-warning hidden" in page
    late = MOMENT + timedelta(hours=11, minutes=30)
    Session.objects.update(expire_date=late)
    browser.get(at(draft, "zeiten"))
    assert Session.objects.get().expire_date == late


def test_the_end_of_the_log_in_is_told_in_the_time_of_the_clocks_that_were_put_back(browser):
    draft = begin(browser)
    Session.objects.update(expire_date=datetime(2027, 10, 31, 1, 30, tzinfo=UTC))
    assert "31. Oktober 2027, 02:30 Uhr" in browser.get(at(draft, "zeiten")).text


def test_a_child_with_a_live_case_is_refused_at_the_first_step_with_the_way_to_it():
    mia = child()
    made = case(mia, kita())
    browser = signed_in_client(guardian_of(mia))
    answer = browser.post(NEW, {"child": mia.public_id, "key": "abcdefghijkl"})
    assert answer.status_code == 422 and made.number in answer.text
    assert f"/de/vormerkung/{made.public_id}/" in answer.text


def test_the_same_child_typed_anew_is_found_by_name_and_birthday():
    jonas = child(given_name="Jonas", family_name="Brandt", born_on="2024-10-03")
    made = case(jonas, kita())
    browser = signed_in_client(guardian_of(jonas))
    answer = browser.post(NEW, {**CHILD, "given_name": "jonas", "key": "abcdefghijkl"})
    assert answer.status_code == 422 and made.number in answer.text


def test_a_draft_is_thrown_away_only_after_a_question(browser):
    draft = begin(browser)
    assert "Jonas" in browser.get(at(draft, "verwerfen")).text and Draft.objects.exists()
    browser.post(at(draft, "verwerfen"))
    assert not Draft.objects.exists()


MOST_STATEMENTS = {"kind": 10, "zeiten": 10, "kitas": 11, "familie": 11, "nachweise": 16, "pruefen": 11}


@pytest.mark.parametrize(("step", "most"), MOST_STATEMENTS.items())
def test_a_step_asks_the_database_a_fixed_number_of_times(step, most):
    few = statements(step, children=1, kitas=1)
    many = statements(step, children=4, kitas=3)
    assert few == many <= most


def statements(step, *, children, kitas):
    mother = guardian_of(*(child(given_name=f"Kind {n}") for n in range(children)))
    browser = signed_in_client(mother)
    for number in range(children):
        browser.post(NEW, {**CHILD, "given_name": f"Neu {number}", "key": ""})
    draft = filled(browser, *(kita() for _ in range(kitas)), need={"hours": "45"})
    browser.get(at(draft, step))
    with CaptureQueriesContext(connection) as found:
        assert browser.get(at(draft, step)).status_code == 200
    return len(found)


def test_the_wishes_of_a_step_are_kept_by_a_fixed_number_of_statements(browser):
    draft = filled(browser, kita())
    counts = []
    for places in ([kita()], [kita(), kita(), kita()]):
        with CaptureQueriesContext(connection) as found:
            browser.post(at(draft, "kitas"), wishes(*places))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 16
