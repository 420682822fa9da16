"""Logging in at a real provider in a browser: for families without scripts, and staff who show it better."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page

from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import PASSWORD, account, holder_of, signed_in_client
from kidsapp.web import middleware
from tests.identity_provider.cities import with_providers
from tests.journeys.test_every_page import NARROWEST, too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city(settings, provider_url):
    """Herne with both providers."""
    made = with_providers(settings, provider_url)
    middleware.forget_cities()
    return made


@pytest.fixture
def browser(chromium, city):
    """A page on the narrowest phone that may leave for the provider."""
    contexts = []

    def make(*, scripts: bool = True, **options) -> Page:
        contexts.append(chromium.new_context(java_script_enabled=scripts, viewport=NARROWEST, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def log_in_at(page: Page, address, button: str, language="de"):
    page.goto(address(f"/{language}/konto/anmelden/?next=/{language}/start/"))
    page.get_by_role("button", name=button).click()
    page.wait_for_selector("h1:has-text('Anmeldedienst')")


def test_a_family_logs_in_at_its_provider_without_scripts(browser, address):
    page = browser(scripts=False)
    log_in_at(page, address, "Bürgerkonto")
    page.get_by_role("button", name="Abbrechen").click()
    page.wait_for_url(address("/de/konto/anmelden/bei/families/abgebrochen/"))
    log_in_at(page, address, "Bürgerkonto")
    page.locator("button[value='erika']").click()
    page.wait_for_url(address("/de/start/"))
    assert page.get_by_text("Guten Tag, Erika").count()


def test_staff_show_it_better_at_the_city_s_provider_and_come_back(browser, address, city):
    with municipality_scope(city.pk):
        worker = holder_of(Role.EDITOR, email="amt@example.org")
        SocialAccount.objects.create(user=worker, provider="herne-staff", uid="amt")
    page = browser()
    log_in_at(page, address, "Stadt-Anmeldung")
    page.locator("button[value='amt']").click()
    page.wait_for_url("http://herne.localhost:*/**")
    page.goto(address("/de/leitung/profile/"))
    assert "/konto/zeigen/staff/" in page.url
    assert not violations(page) and not too_wide(page)
    page.locator("main button[type=submit]").click()
    page.locator("button[value='amt']").click()
    page.wait_for_url("**/konto/anmelden/bei/staff/zu-schwach/")
    assert not violations(page) and not too_wide(page)
    page.goto(address("/de/leitung/profile/"))
    page.locator("main button[type=submit]").click()
    page.locator("button[value='amt-zwei']").click()
    page.wait_for_url(address("/de/leitung/profile/"))


def test_two_log_ins_become_one_and_the_pages_between_are_clean(browser, address, city):
    with municipality_scope(city.pk):
        account("erika@example.org")
    page = browser()
    log_in_at(page, address, "Bürgerkonto", "ar")
    page.locator("button[value='erika']").click()
    page.wait_for_url("**/konto/anmelden/?next=*")
    assert not violations(page) and not too_wide(page)
    page.fill("main input[name=login]", "erika@example.org")
    page.fill("main input[name=password]", PASSWORD)
    page.click("main form:has(input[name=login]) button")
    page.wait_for_url("**/konto/verbinden/")
    assert not violations(page) and not too_wide(page)
    page.locator("main button").first.click()
    page.wait_for_url("**/start/")
    assert SocialAccount.objects.get().user == Account.objects.get()


def test_what_was_typed_waits_behind_a_button(browser, address, city):
    with municipality_scope(city.pk):
        operator = holder_of(Role.OPERATOR)
    late = signed_in_client(operator, ago=timedelta(minutes=14))
    page = browser()
    cookie = {"name": "sessionid", "value": late.cookies["sessionid"].value, "url": address("/")}
    page.context.add_cookies([cookie])
    page.goto(address("/de/team/einladen/?aufgabe=editor"))
    page.fill("main input[name=email]", "neu@example.org")
    session = late.session
    session["account_authentication_methods"][0]["at"] -= 300
    session.save()
    page.locator("main button[type=submit]").last.click()
    page.wait_for_selector("main input[name=password]")
    page.fill("main input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(address("/de/konto/weiter/"))
    assert not violations(page) and not too_wide(page)
    page.click("main button[type=submit]")
    page.wait_for_url(address("/de/team/?saved=invited"))
    assert "neu@example.org" in page.inner_text("main")
