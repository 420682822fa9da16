"""Logging in, passwords and sessions, as far as no test of people says it: one sentence, one test."""

import gzip
import re
from pathlib import Path

import django.contrib.auth
import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as product
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.outbox.models import Mail
from kidsapp.page import kept
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import PASSWORD, account, guardian, signed_in_client
from kidsapp.people.tests.test_accounts import NEW_PASSWORD, latest_mail, link_in
from kidsapp.people.tests.test_second_factor import (
    SET_UP,
    code_now,
    codes_on,
    key_on,
    set_up,
    with_password,
)
from kidsapp.web import settings as shipped

pytestmark = pytest.mark.django_db
LOG_IN = "/de/konto/anmelden/"
CHANGE = "/de/konto/passwort/"
WITH_PASSWORDS = ("account_login", "account_signup", "account_reauthenticate", "account_change_password")
MIB = 1024


@pytest.fixture(autouse=True)
def nobody_tried_before(herne):
    cache.clear()
    dated_settings()


def fresh():
    return Client(headers={"host": "herne.localhost"})


def log_in(browser, email, password=PASSWORD):
    return browser.post(LOG_IN, {"login": email, "password": password})


def is_logged_in(browser):
    return browser.get("/de/konto/geraete/").status_code == 200


@pytest.mark.parametrize(
    "password",
    [
        "x7 9 wald" + "é" * 60,
        "correct horse battery staple correct horse battery staple correct horse",
        "نافذة-مفتوحة-على-البحر",
        "  führende und folgende Leerzeichen  ",
        "nurkleinbuchstabenohnezahl",
        "🦔🦔🦔🦔 Igelparade",
    ],
)
def test_a_password_of_any_signs_and_up_to_500_is_taken_exactly_as_typed(visitor, password):
    somebody = account()
    browser = with_password(somebody)
    browser.post(CHANGE, {"oldpassword": PASSWORD, "password1": password})
    assert Account.objects.get(pk=somebody.pk).check_password(password)
    for other in (password[:-1], password.swapcase(), password.strip() + " "):
        assert other == password or not Account.objects.get(pk=somebody.pk).check_password(other)
    assert log_in(fresh(), somebody.email, password).status_code == 302


def test_seven_signs_are_too_few():
    with pytest.raises(ValidationError):
        validate_password("Zw9-qLx")
    validate_password("Zw9-qLxt")


def test_at_least_3000_passwords_that_became_known_are_refused():
    """Django's list, taken from what was stolen elsewhere; only those that are long enough count."""
    packed = Path(django.contrib.auth.__file__).parent / "common-passwords.txt.gz"
    known = [word for word in gzip.decompress(packed.read_bytes()).decode().split("\n") if len(word) >= 8]
    assert len(known) >= 3000
    for word in (known[0], known[1500], known[-1]):
        with pytest.raises(ValidationError):
            validate_password(word)


@pytest.mark.parametrize(
    "word", ["KidsApp2026!", "herne-jugendamt", "Kita#Herne#1", "passwort1234", "StadtHerne99"]
)
def test_words_of_this_place_make_no_password(word):
    with pytest.raises(ValidationError) as refused:
        validate_password(word)
    assert "password_of_this_place" in {error.code for error in refused.value.error_list}


def test_a_word_of_this_place_among_others_is_fine():
    validate_password("Kita-Regenbogen-Sieben")
    validate_password("18273645-x-77")


def test_passwords_are_kept_by_argon2_as_owasp_recommends():
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert Argon2PasswordHasher.memory_cost >= 19 * MIB and Argon2PasswordHasher.time_cost >= 2


@pytest.mark.parametrize("name", WITH_PASSWORDS)
def test_a_password_is_masked_and_password_managers_may_fill_it(name):
    browser = fresh() if name in {"account_login", "account_signup"} else signed_in_client(guardian())
    fields = re.findall(r"<input[^>]*password[^>]*>", browser.get(reverse(name)).text)
    assert fields
    for field in fields:
        assert 'type="password"' in field and re.search(r'autocomplete="(current|new)-password"', field)
    assert "onpaste" not in browser.get(reverse(name)).text


def test_there_are_no_secret_questions_and_no_hints_to_passwords():
    names = {field.name for field in Account._meta.get_fields()}
    assert not [name for name in names if re.search("question|answer|hint|frage", name)]


def test_nobody_is_there_before_somebody_is_made():
    assert not Account.objects.exists()


def test_a_new_password_by_link_opens_no_second_step():
    somebody = guardian()
    set_up(with_password(somebody))
    browser = fresh()
    browser.post("/de/konto/passwort/vergessen/", {"email": somebody.email})
    form = browser.get(link_in(latest_mail()))["location"]
    browser.post(form, {"password1": NEW_PASSWORD})
    assert not is_logged_in(browser)
    assert log_in(browser, somebody.email, NEW_PASSWORD)["Location"].startswith("/de/konto/anmelden/code/")
    assert not is_logged_in(browser)


def test_the_code_that_set_the_app_up_opens_no_log_in(herne):
    somebody = guardian()
    key, _codes = set_up(with_password(somebody))
    browser = Client(headers={"host": "herne.localhost"})
    browser.post("/de/konto/anmelden/", {"login": somebody.email, "password": PASSWORD})
    browser.post("/de/konto/anmelden/code/", {"code": code_now(key, -1)})
    assert "_auth_user_id" not in browser.session


def test_an_app_is_set_up_with_the_digits_of_the_own_keyboard(herne):
    browser = with_password(guardian())
    typed = code_now(key_on(browser.get(SET_UP))).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert codes_on(browser.post(SET_UP, {"code": typed}))


def test_whoever_signed_up_with_somebody_elses_address_does_not_get_in_once_its_owner_confirms_it():
    theirs, own = fresh(), fresh()
    for browser, password in ((theirs, PASSWORD), (own, NEW_PASSWORD)):
        browser.post("/de/konto/anlegen/", {"email": "neu@example.org", "password1": password})
    link = link_in(Mail.objects.order_by("pk")[0])
    form = own.get(own.post(link)["location"])["location"]
    assert own.post(form, {"password1": NEW_PASSWORD}).status_code == 302
    assert theirs.get("/de/konto/bestaetigen/").status_code < 400 and not is_logged_in(theirs)
    theirs.post(LOG_IN, {"login": "neu@example.org", "password": PASSWORD})
    assert not is_logged_in(theirs)
    own.post(LOG_IN, {"login": "neu@example.org", "password": NEW_PASSWORD})
    assert is_logged_in(own)


def test_logging_in_gives_a_new_session_and_the_one_before_is_worth_nothing():
    somebody, browser = account(), fresh()
    browser.post("/de/kita/merken/", {"kita": "x"})
    session = browser.session
    session["remembered"] = ["a"]
    session.save()
    before = session.session_key
    browser.cookies["sessionid"] = before
    log_in(browser, somebody.email)
    assert browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_proving_again_who_one_is_gives_a_new_key_too_and_the_list_of_devices_follows():
    somebody, browser = account(), fresh()
    log_in(browser, somebody.email)
    keys = [browser.session.session_key]

    def is_renewed():
        keys.append(browser.session.session_key)
        assert keys[-1] not in keys[:-1] and UserSession.objects.get().session_key == keys[-1]
        return not Session.objects.filter(session_key__in=keys[:-1]).exists() and is_logged_in(browser)

    browser.post("/de/konto/passwort-eingeben/", {"password": "falsch"})
    assert browser.session.session_key == keys[0]
    browser.post("/de/konto/passwort-eingeben/", {"password": PASSWORD})
    assert is_renewed()
    key, _codes = set_up(browser)
    assert is_renewed()
    browser.post("/de/konto/code-eingeben/", {"code": code_now(key, 1)})
    assert is_renewed()


def test_a_session_key_is_drawn_by_the_systems_dice_from_more_than_128_bits():
    keys = {signed_in_client(account()).cookies["sessionid"].value for _ in range(3)}
    assert len(keys) == 3 and all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)
    assert 36**32 > 2**128


def test_a_session_that_was_left_cannot_be_replayed():
    somebody = guardian()
    browser = signed_in_client(somebody)
    kept = browser.cookies["sessionid"].value
    browser.post("/de/konto/abmelden/")
    thief = fresh()
    thief.cookies["sessionid"] = kept
    assert not is_logged_in(thief)


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1] + "0", lambda key: key.upper(), lambda key: "x" * 5000]
)
def test_a_cookie_that_was_tampered_with_opens_nothing_and_breaks_nothing(change):
    browser = signed_in_client(guardian())
    browser.cookies["sessionid"] = change(browser.cookies["sessionid"].value)
    answer = browser.get("/de/konto/geraete/")
    assert answer.status_code == 302 and "/konto/anmelden/" in answer["Location"]


@pytest.mark.parametrize(
    "nonsense", ["../../etc/passwd", "x" * 4000, "{{7*7}}", "de'; DROP TABLE--", "\xef\xb7\xba"]
)
def test_nonsense_in_the_other_cookies_breaks_nothing(visitor, nonsense):
    for name in ("language", "theme", "csrftoken", "unknown"):
        visitor.cookies[name] = nonsense
    assert visitor.get("/de/").status_code == 200
    visitor.cookies["language"] = nonsense
    assert visitor.get("/").headers["Location"] == "/de/"


def test_a_form_token_that_was_tampered_with_is_refused():
    browser = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    page = browser.get(LOG_IN).text
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    typed = {"login": "a@example.org", "password": "x"}
    for other in ("", token[:-1], token[::-1], "x" * 64):
        assert browser.post(LOG_IN, {**typed, "csrfmiddlewaretoken": other}).status_code == 403
    assert browser.post(LOG_IN, {**typed, "csrfmiddlewaretoken": token}).status_code == 200


def test_a_form_from_another_origin_is_refused_though_it_has_the_token():
    browser = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', browser.get(LOG_IN).text)[1]
    sent = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": token}
    for origin in ("https://evil.example", "http://soest.localhost", "null"):
        assert browser.post(LOG_IN, sent, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://soest.localhost", "null", ""])
def test_what_another_site_sends_is_not_kept_and_takes_nobodys_session(origin):
    """It would come back behind a button of ours, with a token that fits."""
    browser = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    sent = {"email": "evil@evil.example", "action_add": "1"}
    answer = browser.post("/de/konto/e-mail/", sent, headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "sessionid" not in answer.cookies and not browser.session.get(kept.KEY)


def test_closing_an_account_ends_its_sessions_at_the_next_request():
    somebody = guardian()
    browser = signed_in_client(somebody)
    assert is_logged_in(browser)
    Account.objects.filter(pk=somebody.pk).update(is_active=False)
    assert not is_logged_in(browser)


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1], lambda key: key + "a", lambda key: "1:" + key, lambda k: "x"]
)
def test_a_link_that_was_tampered_with_confirms_nothing(change):
    browser = fresh()
    browser.post("/de/konto/anlegen/", {"email": "neu@example.org", "password1": PASSWORD})
    key = link_in(latest_mail()).rstrip("/").rpartition("/")[2]
    browser.post(f"/de/konto/bestaetigen/{change(key)}/")
    assert not Account.objects.get().emailaddress_set.get().verified


def test_a_link_holds_only_as_long_as_it_says(monkeypatch):
    browser = fresh()
    browser.post("/de/konto/anlegen/", {"email": "neu@example.org", "password1": PASSWORD})
    link = link_in(latest_mail())
    monkeypatch.setattr("allauth.account.app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS", -1, raising=False)
    browser.post(link)
    assert not Account.objects.get().emailaddress_set.get().verified


def test_every_page_of_somebody_who_is_logged_in_has_the_way_out():
    browser = signed_in_client(guardian())
    for address in ("/de/start/", "/de/konto/", "/de/kita/", "/de/post/", "/de/konto/geraete/"):
        assert f'action="{reverse("account_logout")}"' in browser.get(address).text, address


def test_a_session_is_over_after_twelve_hours():
    assert product.SESSION_COOKIE_AGE == 12 * 60 * 60


@pytest.mark.parametrize(
    "more", [{"is_superuser": "on", "is_staff": "on"}, {"email": "x@evil.example"}, {"public_id": "A"}]
)
def test_what_no_field_asks_for_is_not_taken(more):
    somebody = guardian()
    browser = signed_in_client(somebody)
    before = Account.objects.filter(pk=somebody.pk).values().get()
    typed = {"given_name": "Neu", "family_name": "Name", "language": "de", **more}
    browser.post("/de/konto/", typed)
    after = Account.objects.filter(pk=somebody.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed and changed <= {"given_name", "family_name", "language", "phone"}
