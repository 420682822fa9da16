"""Logging in in two steps in a browser: an app, without scripts too, and passkeys of Chromium's own."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from kidsapp.audit.models import AuditLine
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.queries.second_factor import second_factors_of
from kidsapp.people.tests.factories import PASSWORD
from kidsapp.web import middleware
from tests.journeys.test_every_page import COLOURS, DESK, too_wide, violations
from tests.permissions.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def world():
    """The cities are no demonstration, and nobody tried before."""
    cache.clear()
    made = build()
    Municipality.objects.update(is_demonstration=False)
    middleware.forget_cities()
    return made


def authenticator(page, **options):
    """A key built into the browser."""
    console = page.context.new_cdp_session(page)
    console.send("WebAuthn.enable")
    made = console.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **options}})
    return console, made["authenticatorId"]


def log_in(page, address, email, language="de"):
    page.goto(address(f"/{language}/konto/anmelden/"))
    page.fill("main input[name=login]", email)
    page.fill("main input[name=password]", PASSWORD)
    page.click("main form:has(input[name=login]) button")
    page.wait_for_load_state()


def prove(page, address, path):
    page.goto(address(path))
    page.fill("main input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(address(path))


def code_now(key, steps=0):
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30 + steps))


def add_passkey(page, address, name="Mein Telefon"):
    prove(page, address, "/de/konto/zwei-schritte/passkey/")
    page.fill("main input[name=name]", name)
    page.click("main form[data-passkey] button")
    page.locator(".ka-codes").wait_for()


def faults(page):
    page.emulate_media(color_scheme="light")
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    return light + violations(page, COLOURS) + too_wide(page)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_staff_set_up_an_app_on_clean_pages_and_log_in_with_it(world, opened, address, language):
    page, lead = opened(reduced_motion="reduce"), world.people["lead"]
    log_in(page, address, lead.email, language)
    start = f"/{language}/konto/zwei-schritte/"
    assert page.url.startswith(address(start))
    assert not faults(page)
    prove(page, address, f"{start}app/")
    key = page.inner_text(".ka-key")
    assert not faults(page)
    page.fill("main input[name=code]", code_now(key, -1))
    page.click("main button[type=submit]")
    page.locator(".ka-codes").wait_for()
    assert page.locator(".ka-codes li").count() == 10
    assert not faults(page)
    page.goto(address(start))
    assert not faults(page)
    page.context.clear_cookies()
    log_in(page, address, lead.email, language)
    assert not faults(page)
    page.fill("main input[name=code]", code_now(key))
    page.click("main form:has(input[name=code]) button")
    page.wait_for_load_state()
    assert page.goto(address(f"/{language}/leitung/")).status == 200
    page.goto(address(f"{start}app/entfernen/"))
    assert not faults(page)
    page.goto(address(f"{start}codes/neu/"))
    assert not faults(page)


def test_without_scripts_an_app_is_set_up_and_no_passkey_is_promised(world, opened, address):
    page, mother = opened(scripts=False), world.people["mother"]
    page.goto(address("/de/konto/anmelden/"))
    assert not page.locator("form[data-passkey]").is_visible()
    log_in(page, address, mother.email)
    prove(page, address, "/de/konto/zwei-schritte/passkey/")
    assert not page.locator("form[data-passkey]").is_visible()
    assert page.locator("[data-without-passkey]").is_visible()
    page.goto(address("/de/konto/zwei-schritte/app/"))
    page.fill("main input[name=code]", code_now(page.inner_text(".ka-key")))
    page.click("main button[type=submit]")
    page.locator(".ka-codes").wait_for()
    assert second_factors_of(mother.pk).is_set_up


def test_staff_add_a_passkey_and_log_in_with_it_alone(world, opened, address):
    page, lead = opened(viewport=DESK, reduced_motion="reduce"), world.people["lead"]
    authenticator(page)
    log_in(page, address, lead.email)
    add_passkey(page, address)
    assert page.goto(address("/de/leitung/")).status == 200
    page.context.clear_cookies()
    page.goto(address("/de/konto/anmelden/?next=/de/leitung/"))
    assert not faults(page)
    page.click("main form[data-passkey] button")
    page.wait_for_url("**/vormerkungen/")
    page.goto(address("/de/konto/zwei-schritte/"))
    assert "Mein Telefon" in page.inner_text("main")
    assert not faults(page)


def test_a_passkey_is_the_second_step_and_proves_before_weighty_changes(world, opened, address):
    page, mother = opened(viewport=DESK), world.people["mother"]
    authenticator(page)
    log_in(page, address, mother.email)
    add_passkey(page, address)
    page.context.clear_cookies()
    log_in(page, address, mother.email)
    page.click("main form[data-passkey] button")
    page.wait_for_url(address("/de/start/"))
    page.goto(address("/de/konto/e-mail/"))
    page.fill("main input[name=email]", "neu@example.org")
    page.click("main button[name=action_add]")
    page.wait_for_load_state()
    page.click("main a[href*='passkey-zeigen']")
    page.click("main form[data-passkey] button")
    page.wait_for_url(address("/de/konto/e-mail/"))
    assert "neu@example.org" in page.inner_text("main")


def test_a_passkey_is_removed_and_opens_nothing_any_more(world, opened, address):
    page, mother = opened(viewport=DESK), world.people["mother"]
    authenticator(page)
    log_in(page, address, mother.email)
    add_passkey(page, address)
    page.goto(address("/de/konto/zwei-schritte/"))
    page.click("main a[href$='/entfernen/']")
    page.click("main button.kern-btn--danger")
    page.wait_for_url(address("/de/konto/zwei-schritte/?saved=passkey_removed"))
    assert not Authenticator.objects.filter(user=mother).exists()
    page.context.clear_cookies()
    page.goto(address("/de/konto/anmelden/"))
    page.click("main form[data-passkey] button")
    page.wait_for_url(address("/de/konto/anmelden/?passkey=refused"))
    assert "nicht geklappt" in page.inner_text("main")
    with municipality_scope(world.city.pk):
        acts = AuditLine.objects.filter(account_id=mother.pk, act__contains="second_factor").values_list(
            "act", flat=True
        )
        assert sorted(acts) == ["people.add_second_factor", "people.remove_second_factor"]


def test_who_breaks_off_reads_so_and_can_try_again(world, opened, address):
    page, mother = opened(viewport=DESK), world.people["mother"]
    console, key = authenticator(page, isUserVerified=False)
    log_in(page, address, mother.email)
    prove(page, address, "/de/konto/zwei-schritte/passkey/")
    page.click("main form[data-passkey] button")
    page.locator("[data-passkey-failed]").wait_for(state="visible")
    console.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.click("main form[data-passkey] button")
    page.locator(".ka-codes").wait_for()


def test_a_passkey_belongs_to_one_city_and_makes_sure_of_its_owner(world, opened, address):
    page, lead = opened(viewport=DESK), world.people["lead"]
    console, key = authenticator(page)
    log_in(page, address, lead.email)
    add_passkey(page, address)
    (made,) = console.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert (made["rpId"], made["isResidentCredential"]) == ("herne.localhost", True)
