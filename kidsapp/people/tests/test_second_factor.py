"""Logging in in two steps: setting up an app, its codes, recovery codes, and who needs it."""

import re
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
)
from click.testing import CliRunner
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.outbox.models import Mail
from kidsapp.people.adapters.second_factor import SecondFactorAdapter
from kidsapp.people.cli import operator
from kidsapp.people.commands.second_factor import codes_for, use_recovery_code
from kidsapp.people.queries.second_factor import second_factors_of
from kidsapp.people.tests.factories import PASSWORD, account, guardian, holder_of, signed_in_client
from kidsapp.web import settings as shipped

pytestmark = pytest.mark.django_db
HOME = "/de/konto/zwei-schritte/"
STEP_UP = "/de/konto/nachweis/"
PROVE = "/de/konto/passwort-eingeben/"
PROVE_BY_CODE = "/de/konto/code-eingeben/"
SET_UP = f"{HOME}app/"
NEW_CODES = f"{HOME}codes/neu/"
REMOVE = f"{SET_UP}entfernen/"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def text_of(response):
    return response.content.decode()


def code_now(key, steps=0):
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + steps))


def key_on(page):
    return re.search(r'class="ka-key"><bdi[^>]*>([^<]+)<', text_of(page)).group(1).replace(" ", "")


def with_password(somebody):
    """A browser in which somebody logged in by password alone, and proved it a moment ago."""
    browser = signed_in_client(somebody, second_factor=False)
    browser.post(PROVE, {"password": PASSWORD})
    return browser


def set_up(browser, steps=-1):
    """Set up an app by a code that is then used up; its key and the recovery codes."""
    key = key_on(browser.get(SET_UP))
    answer = browser.post(SET_UP, {"code": code_now(key, steps)})
    return key, codes_on(answer)


def codes_on(page):
    return re.findall(r'<li><bdi dir="ltr">(\d{4} \d{4} \d{4})</bdi>', text_of(page))


def log_in(email, **more):
    browser = Client(headers={"host": "herne.localhost"})
    answer = browser.post("/de/konto/anmelden/", {"login": email, "password": PASSWORD, **more})
    return browser, answer


def second_step(browser, code):
    return browser.post("/de/konto/anmelden/code/", {"code": code})


def is_logged_in(browser):
    return "_auth_user_id" in browser.session


def test_setting_up_asks_for_the_password_first(herne):
    browser = signed_in_client(guardian(), second_factor=False)
    assert browser.get(SET_UP)["location"].startswith(PROVE)


def test_an_app_is_set_up_with_its_first_code_and_recovery_codes_are_shown_once(herne):
    somebody = guardian()
    browser = with_password(somebody)
    _key, codes = set_up(browser)
    assert len(set(codes)) == 10
    assert second_factors_of(somebody.pk).codes_left == 10
    assert not codes_on(browser.get(HOME)) and not codes_on(browser.get(NEW_CODES))


def test_the_picture_and_the_key_say_the_same(herne, monkeypatch):
    seen = []
    drawn = SecondFactorAdapter.build_totp_svg
    monkeypatch.setattr(
        SecondFactorAdapter, "build_totp_svg", lambda self, url: (seen.append(url), drawn(self, url))[1]
    )
    page = with_password(guardian()).get(SET_UP)
    assert f"secret={key_on(page)}" in seen[0]
    assert "<svg" in text_of(page)
    assert "style=" not in text_of(page)


def test_the_file_holds_the_codes_of_the_page(herne):
    browser = with_password(guardian())
    page = browser.post(SET_UP, {"code": code_now(key_on(browser.get(SET_UP)))})
    file = unquote(re.search(r'href="data:text/plain;charset=utf-8,([^"]+)"', text_of(page)).group(1))
    assert "\r\n".join(codes_on(page)) in file


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(herne):
    somebody = guardian()
    browser = with_password(somebody)
    key = key_on(browser.get(SET_UP))
    answer = browser.post(SET_UP, {"code": "000000" if code_now(key) != "000000" else "111111"})
    assert 'id="id_code_error"' in text_of(answer)
    assert key_on(answer) == key
    assert not second_factors_of(somebody.pk).is_set_up


def test_setting_up_and_removing_are_noted_and_told_by_mail(herne, django_capture_on_commit_callbacks):
    somebody = guardian()
    browser = with_password(somebody)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(browser)
        browser.post(REMOVE)
    acts = [line.act for line in AuditLine.objects.filter(account_id=somebody.pk).order_by("pk")]
    assert acts == ["people.add_second_factor", "people.remove_second_factor"]
    assert {line.subjects["account"] for line in AuditLine.objects.all()} == {somebody.pk}
    assert {mail.recipient for mail in Mail.objects.all()} == {somebody.email}
    assert "zwei Schritten geändert" in Mail.objects.order_by("pk")[0].body


def test_a_log_in_then_needs_the_code_too(herne):
    somebody = guardian()
    key, _codes = set_up(with_password(somebody))
    browser, answer = log_in(somebody.email, next="/de/konto/")
    assert answer["location"] == "/de/konto/anmelden/code/"
    assert not is_logged_in(browser)
    assert browser.get("/de/start/")["location"].startswith("/de/konto/anmelden/")
    assert browser.get("/de/konto/anmelden/code/").status_code == 200
    assert second_step(browser, code_now(key))["location"] == "/de/konto/"
    assert is_logged_in(browser)


@pytest.mark.parametrize("sent", [{"code": ""}, {"code": "12"}, {"code": "9" * 5000}, {"code": "١٢٣٤٥٦"}])
def test_nonsense_instead_of_a_code_is_refused_at_its_field(herne, sent):
    somebody = guardian()
    set_up(with_password(somebody))
    browser, _answer = log_in(somebody.email)
    answer = browser.post("/de/konto/anmelden/code/", sent)
    assert answer.status_code == 200
    assert 'id="id_code_error"' in text_of(answer)
    assert not is_logged_in(browser)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_with_a_half_minute_of_grace_a_clock_may_be_that_much_off(herne, steps, opens):
    somebody = guardian()
    key, _codes = set_up(with_password(somebody), steps=1 if steps < 0 else -1)
    browser, _answer = log_in(somebody.email)
    second_step(browser, code_now(key, steps))
    assert is_logged_in(browser) == opens


def test_a_code_opens_only_once(herne, monkeypatch):
    """Also when the library has forgotten it, while the tolerated clock still takes it."""
    somebody = guardian()
    key, _codes = set_up(with_password(somebody))
    code = code_now(key, 1)
    first, _answer = log_in(somebody.email)
    second_step(first, code)
    assert is_logged_in(first)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda self, code: True)
    replayed, _answer = log_in(somebody.email)
    second_step(replayed, f" {code[:3]} {code[3:]}")
    assert not is_logged_in(replayed)


def test_a_recovery_code_opens_once(herne):
    somebody = guardian()
    _key, codes = set_up(with_password(somebody))
    browser, _answer = log_in(somebody.email)
    second_step(browser, codes[3])
    assert is_logged_in(browser)
    assert second_factors_of(somebody.pk).codes_left == 9
    again, _answer = log_in(somebody.email)
    second_step(again, codes[3])
    assert not is_logged_in(again)


def test_new_recovery_codes_end_the_old_ones(herne):
    somebody = guardian()
    browser = with_password(somebody)
    _key, old = set_up(browser)
    new = codes_on(browser.post(NEW_CODES))
    assert len(new) == 10 and not set(old) & set(new)
    stale, _answer = log_in(somebody.email)
    second_step(stale, old[0])
    assert not is_logged_in(stale)
    second_step(stale, new[0])
    assert is_logged_in(stale)
    assert AuditLine.objects.filter(act="people.make_recovery_codes").count() == 1


def test_guessing_codes_is_stopped(herne):
    somebody = guardian()
    key, _codes = set_up(with_password(somebody))
    browser, _answer = log_in(somebody.email)
    wrong = "000000" if code_now(key) != "000000" else "111111"
    for _ in range(5):
        second_step(browser, wrong)
    assert "zu viele Versuche" in text_of(second_step(browser, code_now(key)))
    assert not is_logged_in(browser)


def test_who_has_a_second_factor_proves_with_it_and_not_with_the_password(herne):
    """Else whoever stole password and session could remove it."""
    somebody = guardian()
    key, _codes = set_up(with_password(somebody))
    browser = signed_in_client(somebody)
    asked = browser.get(REMOVE)["location"]
    assert browser.post(PROVE, {"password": PASSWORD})["location"].startswith(PROVE_BY_CODE)
    assert browser.get(REMOVE)["location"] == asked
    assert browser.get(asked, follow=True).status_code == 200
    proved = browser.post(f"{PROVE_BY_CODE}?next={REMOVE}", {"code": code_now(key, 1)})
    assert proved["location"] == REMOVE
    assert browser.get(REMOVE).status_code == 200


def test_removing_it_ends_what_it_proved_here_and_sessions_elsewhere(herne):
    somebody = holder_of(Role.EDITOR)
    key, codes = set_up(with_password(somebody))
    here, there = log_in(somebody.email)[0], log_in(somebody.email)[0]
    second_step(here, code_now(key))
    second_step(there, code_now(key, 1))
    assert (
        there.get("/de/leitung/profile/").status_code == here.get("/de/leitung/profile/").status_code == 200
    )
    here.post(f"{PROVE_BY_CODE}?next={REMOVE}", {"code": codes[0]})
    assert here.post(REMOVE)["location"] == f"{HOME}?saved=removed"
    assert here.get("/de/leitung/profile/")["location"].startswith(STEP_UP)
    assert there.get("/de/konto/")["location"].startswith("/de/konto/anmelden/")


def test_of_recovery_codes_only_hashes_like_those_of_passwords_are_kept(herne, settings):
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    somebody = guardian()
    codes = codes_for(somebody)
    kept = Authenticator.objects.get(user=somebody).data
    assert set(kept) == {"hashes"} and len(set(kept["hashes"])) == 10
    assert all(hashed.startswith("argon2$argon2id$") for hashed in kept["hashes"])
    assert use_recovery_code(somebody, codes[4]) and not use_recovery_code(somebody, codes[4])
    for wrong in ("", codes[3][:-1], codes[3] + "0", "5" + codes[3][1:], "x" * 12):
        assert not use_recovery_code(somebody, wrong)


def test_without_a_second_factor_there_are_no_recovery_codes(herne):
    browser = with_password(guardian())
    assert browser.post(NEW_CODES)["location"] == HOME
    assert not Authenticator.objects.exists()


def test_a_code_of_an_app_holds_its_thirty_seconds(settings, monkeypatch):
    settings.MFA_TOTP_TOLERANCE = shipped.MFA_TOTP_TOLERANCE
    key, begin = generate_totp_secret(), 30 * 60_000_000
    code = format_hotp_value(hotp_value(key, begin // 30))
    for second, holds in ((-1, False), (0, True), (29, True), (30, False)):
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda at=begin + second: at)
        assert validate_totp_code(key, code) == holds


def test_the_secret_lies_locked_in_the_database(herne):
    somebody = guardian()
    key, codes = set_up(with_password(somebody))
    kept = repr([row.data for row in Authenticator.objects.all()])
    assert key not in kept
    assert not any(code.replace(" ", "") in kept for code in codes)


def test_an_earlier_secret_of_the_installation_still_opens_what_it_locked(settings):
    adapter, settings.SECRET_KEY = SecondFactorAdapter(), "first" * 12
    locked = adapter.encrypt("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "second" * 12, ["first" * 12]
    assert adapter.decrypt(locked) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        adapter.decrypt(locked)


def test_staff_are_led_to_set_one_up_and_then_come_to_their_desk(herne):
    browser, answer = log_in(holder_of(Role.EDITOR, email="amt@example.org").email)
    assert browser.get(answer["location"])["location"].startswith(STEP_UP)
    assert "ist der zweite Schritt Pflicht" in text_of(browser.get(HOME))
    browser.post(PROVE, {"password": PASSWORD})
    set_up(browser)
    assert browser.get("/de/arbeitsplatz/", follow=True).status_code == 200
    assert browser.get("/de/leitung/profile/").status_code == 200


def test_staff_whose_session_is_too_weak_show_the_factor_that_they_have(herne):
    somebody = holder_of(Role.EDITOR)
    key, _codes = set_up(with_password(somebody))
    browser = signed_in_client(somebody, second_factor=False)
    led = browser.get("/de/leitung/profile/")["location"]
    assert led.startswith(STEP_UP)
    asked = browser.get(led)["location"]
    assert asked == f"{PROVE_BY_CODE}?next=%2Fde%2Fleitung%2Fprofile%2F&level=3"
    assert browser.post(asked, {"code": code_now(key, 1)})["location"] == "/de/leitung/profile/"
    assert browser.get("/de/leitung/profile/").status_code == 200


def test_a_proof_of_somebody_else_in_the_same_browser_is_none(herne):
    browser = signed_in_client(holder_of(Role.EDITOR))
    session = browser.session
    session["_account_authentication_methods_user"] = session["account_authentication_methods_user"] = "0"
    session.save()
    assert browser.get("/de/leitung/profile/").status_code == 302


def test_families_are_offered_it_and_never_asked_for_it(herne):
    browser = signed_in_client(guardian(), second_factor=False)
    assert HOME in text_of(browser.get("/de/konto/"))
    assert browser.get("/de/start/").status_code == 200
    assert "Pflicht" not in text_of(browser.get(HOME))


def test_a_demonstration_does_not_ask_its_staff_and_says_so(herne):
    herne.is_demonstration = True
    herne.save()
    browser = signed_in_client(holder_of(Role.EDITOR), second_factor=False)
    assert browser.get("/de/leitung/profile/").status_code == 200
    assert "In dieser Vorführung" in text_of(browser.get(HOME))
    assert "In dieser Vorführung" not in text_of(signed_in_client(guardian()).get(HOME))


def test_a_change_of_address_stays_possible_with_a_second_factor(herne):
    browser = with_password(guardian())
    set_up(browser)
    browser.post("/de/konto/e-mail/", {"email": "neu@example.org", "action_add": "1"})
    assert "Noch zu bestätigen" in text_of(browser.get("/de/konto/e-mail/"))


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["", "app/", "app/entfernen/", "codes/neu/"])
def test_every_page_is_drawn_in_our_look(herne, path, language):
    somebody = account()
    browser = with_password(somebody)
    if path not in {"", "app/"}:
        set_up(browser)
    page = browser.get(f"/{language}/konto/zwei-schritte/{path}")
    assert page.status_code == 200
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text_of(page)
    assert "page/page.css" in text_of(page)


def test_who_lost_everything_gets_back_in_after_the_city_made_sure(herne):
    somebody = holder_of(Role.EDITOR)
    key, _codes = set_up(with_password(somebody))
    asked = ["reset-second-factor", "--city", "herne", "--email", somebody.email]
    there = log_in(somebody.email)[0]
    second_step(there, code_now(key))
    assert is_logged_in(there)
    done = CliRunner().invoke(operator, asked)
    assert (done.exit_code, "logs in by password alone" in done.output) == (0, True), done.output
    assert not second_factors_of(somebody.pk).is_set_up
    assert AuditLine.objects.get(act="people.reset_second_factor").subjects == {"account": somebody.pk}
    assert latest_recipient() == somebody.email
    assert there.get("/de/konto/")["location"].startswith("/de/konto/anmelden/")
    browser, answer = log_in(somebody.email)
    assert browser.get(answer["location"])["location"].startswith(STEP_UP)
    assert CliRunner().invoke(operator, asked).exit_code == 1


def test_secrets_are_locked_again_with_the_newest_secret(herne, settings):
    somebody = guardian()
    key, codes = set_up(with_password(somebody))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newest" * 12, [settings.SECRET_KEY]
    assert "1 locked" in CliRunner().invoke(operator, ["lock-secrets"]).output
    settings.SECRET_KEY_FALLBACKS = []
    for code in (code_now(key), codes[0]):
        browser, _answer = log_in(somebody.email)
        second_step(browser, code)
        assert is_logged_in(browser)


def latest_recipient():
    return Mail.objects.order_by("-pk")[0].recipient
