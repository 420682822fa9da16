"""What is sent instead of a passkey is refused in words, never with an error of ours."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from kidsapp.people.tests.factories import PASSWORD, account, signed_in_client

pytestmark = pytest.mark.django_db
ADD = "/de/konto/zwei-schritte/passkey/"
LOG_IN = "/de/konto/anmelden/passkey/"
PART = {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}
NONSENSE = [
    "",
    "{}",
    "[]",
    "7",
    '"x"',
    "null",
    "{",
    "[" * 5000,
    '{"a":' * 3000,
    "x" * 100_000,
    '{"id": "\\u0000", "rawId": 5, "response": 7}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": []}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": PART}),
    json.dumps({"id": "AA", "rawId": "AB", "type": "public-key", "response": {**PART, "userHandle": "MQ"}}),
    json.dumps({"id": "ä", "rawId": "ä", "type": "public-key", "response": {**PART, "userHandle": "w6Q"}}),
    json.dumps(
        {"id": "AA", "rawId": "AA", "type": "public-key", "response": {**PART, "userHandle": "enp6" * 9}}
    ),
]


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def test_what_to_ask_the_browser_for_names_this_city_and_nobody(visitor):
    asked = visitor.get(LOG_IN, headers={"accept": "application/json"}).json()["publicKey"]
    assert asked["rpId"] == "herne.localhost"
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")


def test_who_opens_the_address_itself_comes_to_the_log_in(visitor):
    assert visitor.get(LOG_IN)["location"] == "/de/konto/anmelden/"


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_opens_nothing(visitor, sent):
    visitor.get(LOG_IN, headers={"accept": "application/json"})
    assert visitor.post(LOG_IN, {"credential": sent})["location"] == "/de/konto/anmelden/?passkey=refused"
    assert "_auth_user_id" not in visitor.session
    assert "nicht geklappt" in visitor.get("/de/konto/anmelden/?passkey=refused").content.decode()


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_not_kept_as_a_key(herne, sent):
    browser = signed_in_client(account(), second_factor=False)
    browser.post("/de/konto/passwort-eingeben/", {"password": PASSWORD})
    assert browser.get(ADD).status_code == 200
    answer = browser.post(ADD, {"credential": sent, "name": "x"})
    assert answer.status_code == 200
    assert "nicht geklappt" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_storm_of_passkeys_is_stopped(herne):
    browser = Client(headers={"host": "herne.localhost"})
    answers = [browser.post(LOG_IN, {"credential": "{}"}).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
