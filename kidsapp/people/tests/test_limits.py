"""Attempts are counted before anything is hashed, and in a way that keeps nobody else out."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from kidsapp.outbox.models import Mail
from kidsapp.people.adapters.limits import from_where
from kidsapp.people.tests.factories import PASSWORD, account

pytestmark = pytest.mark.django_db
OWNER, ATTACKER = "198.51.100.4", "203.0.113.66"
WRONG, WORDS = "falsch-falsch", "drei lange Worte hier"
RESET = "/de/konto/passwort/vergessen/"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def hashed(monkeypatch):
    """What was hashed so far."""
    seen, hashing = [], MD5PasswordHasher.encode

    def encode(self, password, *args, **options):
        seen.append(password)
        return hashing(self, password, *args, **options)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return seen


def browser_at(address):
    return Client(headers={"host": "herne.localhost"}, REMOTE_ADDR=address)


def log_in(browser, email, password=WRONG):
    return browser.post("/de/konto/anmelden/", {"login": email, "password": password})


def is_logged_in(browser):
    return "_auth_user_id" in browser.session


def test_a_storm_from_one_network_does_not_keep_the_owner_elsewhere_out(herne):
    owner = account()
    storm = browser_at(ATTACKER)
    answers = [log_in(storm, owner.email) for _ in range(40)]
    assert "zu viele Versuche" in answers[9].content.decode()
    assert answers[-1].status_code == 429
    home = browser_at(OWNER)
    log_in(home, owner.email, PASSWORD)
    assert is_logged_in(home)


def test_the_storm_itself_does_not_get_in_with_the_right_password(herne):
    owner = account()
    storm = browser_at(ATTACKER)
    for _ in range(5):
        log_in(storm, owner.email)
    log_in(storm, owner.email, PASSWORD)
    assert not is_logged_in(storm)


@pytest.mark.parametrize("known", [True, False])
def test_too_many_attempts_are_refused_before_anything_is_hashed(herne, hashed, known):
    email = account().email if known else "wer@example.org"
    storm = browser_at(ATTACKER)
    hashed.clear()
    for _ in range(40):
        log_in(storm, email)
    assert len(hashed) == 5


def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(herne, hashed):
    email, counts = account().email, []
    for address, asked in ((OWNER, email), (ATTACKER, "wer@example.org")):
        hashed.clear()
        log_in(browser_at(address), asked)
        counts.append(len(hashed))
    assert counts[0] == counts[1] > 0


def test_signing_up_with_a_known_address_costs_as_much_hashing_as_with_a_new_one(herne, hashed):
    email, counts = account().email, []
    for address, asked in ((OWNER, email), (ATTACKER, "neu@example.org")):
        hashed.clear()
        browser_at(address).post("/de/konto/anlegen/", {"email": asked, "password1": WORDS})
        counts.append(len(hashed))
    assert counts[0] == counts[1] > 0


def test_addresses_of_one_ipv6_network_count_as_one(rf):
    seen = {from_where(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}")) for end in ("1", "2", "ffff:3")}
    assert seen == {"2001:db8:1:2::"}


def test_a_mailbox_gets_no_sixth_link_within_an_hour_and_the_answer_stays_the_same(herne):
    owner = account()
    answers = {
        browser_at(f"203.0.113.{n}").post(RESET, {"email": owner.email})["location"] for n in range(1, 9)
    }
    assert len(answers) == 1
    assert Mail.objects.filter(recipient=owner.email).count() == 5
