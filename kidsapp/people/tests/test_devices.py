"""Own sessions: what is kept of a browser, the list, and logging out elsewhere."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.people.adapters.devices import NOWHERE, spoken
from kidsapp.people.queries.sessions import devices_of
from kidsapp.people.tests.factories import PASSWORD, account

pytestmark = pytest.mark.django_db
DEVICES = "/de/konto/geraete/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0"
CHROME = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/148.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/148.0 Safari/537.36 Edg/148.0"
SAMSUNG = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36"
)
SPOKEN = {
    FIREFOX: "Firefox, Windows",
    CHROME: "Chrome, Android",
    SAFARI: "Safari, iPhone",
    EDGE: "Edge, Windows",
    SAMSUNG: "Samsung Internet, Android",
    "curl/8": "",
    "": "",
}


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def log_in(somebody, agent=FIREFOX):
    browser = Client(headers={"host": "herne.localhost", "user-agent": agent}, REMOTE_ADDR="203.0.113.7")
    browser.post("/de/konto/anmelden/", {"login": somebody.email, "password": PASSWORD})
    return browser


def is_logged_in(browser):
    return browser.get("/de/konto/").status_code == 200


@pytest.mark.parametrize("agent", SPOKEN)
def test_a_browser_is_told_in_plain_words_and_once_for_all(agent):
    assert spoken(agent) == SPOKEN[agent] == spoken(spoken(agent))


def test_of_a_browser_only_its_name_and_system_are_kept(herne):
    log_in(account(), CHROME)
    kept = UserSession.objects.get()
    assert (kept.ip, kept.user_agent) == (NOWHERE, "Chrome, Android")


def test_the_list_says_which_browsers_and_which_is_this_one(herne):
    somebody = account()
    log_in(somebody, SAFARI)
    page = log_in(somebody, FIREFOX).get(DEVICES).content.decode()
    assert page.index("Firefox, Windows") < page.index("dieses Gerät") < page.index("Safari, iPhone")
    assert page.count("dieses Gerät") == 1


def test_a_session_that_is_over_is_not_on_the_list(herne):
    somebody = account()
    browser = log_in(somebody)
    assert len(devices_of(somebody.pk, this=browser.session.session_key, at=MOMENT)) == 1
    Session.objects.update(expire_date=MOMENT - timedelta(seconds=1))
    assert not devices_of(somebody.pk, this=None, at=MOMENT)


def test_one_session_is_ended_and_the_others_stay(herne):
    somebody = account()
    here, phone, tablet = log_in(somebody), log_in(somebody, SAFARI), log_in(somebody, CHROME)
    lost = UserSession.objects.get(session_key=phone.session.session_key)
    assert here.post(DEVICES, {"device": lost.pk})["location"] == f"{DEVICES}?saved=1"
    assert [is_logged_in(browser) for browser in (here, phone, tablet)] == [True, False, True]
    line = AuditLine.objects.get(act="people.end_sessions")
    assert (line.account_id, line.subjects) == (somebody.pk, {"account": somebody.pk})


def test_all_others_are_ended_at_once(herne):
    somebody = account()
    here, phone, tablet = log_in(somebody), log_in(somebody, SAFARI), log_in(somebody, CHROME)
    here.post(DEVICES, {"all": "1"})
    assert [is_logged_in(browser) for browser in (here, phone, tablet)] == [True, False, False]


@pytest.mark.parametrize("device", ["", "x", "-1", "0", "9" * 400, "١"])
def test_nonsense_ends_nothing(herne, device):
    somebody = account()
    here, phone = log_in(somebody), log_in(somebody, SAFARI)
    here.post(DEVICES, {"device": device})
    here.post(DEVICES)
    assert is_logged_in(phone)
    assert not AuditLine.objects.filter(act="people.end_sessions").exists()


def test_nobody_ends_a_session_of_somebody_else(herne):
    other = log_in(account())
    theirs = UserSession.objects.get()
    here = log_in(account())
    here.post(DEVICES, {"device": theirs.pk})
    here.post(DEVICES, {"all": "1"})
    assert is_logged_in(other)


def test_a_new_password_ends_the_sessions_elsewhere(herne):
    somebody = account()
    here, phone = log_in(somebody), log_in(somebody, SAFARI)
    change = {"oldpassword": PASSWORD, "password1": "Segelboot-23-Birne"}
    here.post("/de/konto/passwort/", change)
    assert [is_logged_in(browser) for browser in (here, phone)] == [True, False]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_page_is_drawn_in_our_look(herne, language):
    page = log_in(account()).get(f"/{language}/konto/geraete/")
    assert page.status_code == 200
    assert "page/page.css" in page.content.decode()
