"""A storm of attempts is answered before anything costs much, and only the storm."""

import pytest
from django.core.cache import cache
from django.test import Client

from kidsapp.people.tests.factories import PASSWORD, account
from kidsapp.web import storms

pytestmark = pytest.mark.django_db
LOG_IN = "/de/konto/anmelden/"


@pytest.fixture(autouse=True)
def quiet(herne):
    cache.clear()
    storms.forget()
    yield
    storms.forget()


def browser_at(address):
    return Client(headers={"host": "herne.localhost"}, REMOTE_ADDR=address)


def log_in(browser, password=PASSWORD[::-1]):
    return browser.post(LOG_IN, {"login": "lea@example.org", "password": password})


def test_once_told_to_stop_a_storm_asks_the_database_nothing(django_assert_num_queries):
    storm = browser_at("203.0.113.66")
    for _ in range(40):
        answer = log_in(storm)
    assert answer.status_code == 429
    with django_assert_num_queries(0):
        answer = log_in(storm)
    assert answer.status_code == 429 and "zu viele Versuche" in answer.text
    assert answer["Retry-After"] == "10" and answer["X-Content-Type-Options"] == "nosniff"


def test_whoever_comes_from_elsewhere_or_reads_pages_notices_nothing():
    account("lea@example.org")
    storm = browser_at("203.0.113.66")
    for _ in range(40):
        log_in(storm)
    assert storm.get(LOG_IN).status_code == 200
    assert log_in(browser_at("198.51.100.4"), PASSWORD).status_code == 302


def test_after_some_seconds_the_counts_decide_again(monkeypatch):
    storm = browser_at("203.0.113.66")
    for _ in range(40):
        log_in(storm)
    later = storms.monotonic() + storms.SECONDS + 1
    monkeypatch.setattr(storms, "monotonic", lambda: later)
    cache.clear()
    assert log_in(storm).status_code == 200


def test_what_is_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(storms, "MOST_KEPT", 2)
    for number in range(5):
        storms._remember((str(number), LOG_IN))
    assert len(storms._stopped) <= 2
