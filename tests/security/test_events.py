"""What is told to the log when somebody tries what they may not, and that it names nobody."""

import json
import logging

import pytest
from django.core.cache import cache
from django.test import Client

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.people.tests.factories import PASSWORD, account, guardian, signed_in_client
from kidsapp.people.tests.test_second_factor import log_in, second_step, set_up, with_password
from kidsapp.web.telemetry.logs import JsonLines

pytestmark = pytest.mark.django_db
LOG_IN = "/de/konto/anmelden/"


@pytest.fixture
def told(herne):
    """The events, as an installation would write them."""
    lines = []

    class Keeper(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(self.format(record)))

    cache.clear()
    dated_settings()
    keeper, log = Keeper(), logging.getLogger("kidsapp.security")
    keeper.setFormatter(JsonLines())
    log.addHandler(keeper)
    yield lines
    log.removeHandler(keeper)


def events(lines):
    return [line["event"] for line in lines]


def test_a_wrong_password_is_told_without_whose_it_is(told):
    lea = account("lea@example.org")
    browser = Client(headers={"host": "herne.localhost"})
    browser.post(LOG_IN, {"login": lea.email, "password": "falsch-falsch"})
    browser.post(LOG_IN, {"login": "niemand@example.org", "password": "falsch-falsch"})
    assert events(told) == ["an attempt to log in failed"] * 2
    assert (
        told[0]["route"] == "account_login"
        and told[0]["city"] == "herne"
        and told[0]["at"].endswith("+00:00")
    )
    assert "lea" not in json.dumps(told) and "falsch" not in json.dumps(told)


def test_a_storm_is_told(told):
    lea = account("lea@example.org")
    browser = Client(headers={"host": "herne.localhost"})
    for _ in range(40):
        browser.post(LOG_IN, {"login": lea.email, "password": "falsch-falsch"})
    assert "too many attempts to log in" in events(told) and "too many requests" in events(told)


def test_a_wrong_code_is_told(told):
    somebody = guardian()
    set_up(with_password(somebody))
    browser, _answer = log_in(somebody.email)
    second_step(browser, "000000")
    assert "an attempt at the second step failed" in events(told)


def test_a_key_that_does_not_fit_is_told(told):
    Client(headers={"host": "herne.localhost"}).post("/de/konto/anmelden/passkey/", {"credential": "{}"})
    assert events(told) == ["an attempt to log in by passkey failed"]


def test_who_is_refused_leaves_the_name_of_the_act(told):
    signed_in_client(guardian()).get("/de/jugendamt/")
    assert [line["event"] for line in told] == ["refused: childcare.see_youth_office_desk"]


def test_a_form_without_its_token_is_told(told):
    browser = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    browser.post(LOG_IN, {"login": "a@example.org", "password": PASSWORD})
    assert events(told) == ["a form without a token that fits"]


def test_who_logs_in_rightly_leaves_no_such_line(told):
    lea = account("lea@example.org")
    Client(headers={"host": "herne.localhost"}).post(LOG_IN, {"login": lea.email, "password": PASSWORD})
    assert not told
