"""The small scripts beside the pages: own position, and the warning before a log-in ends."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import guardian_of
from kidsapp.places.tests.factories import facility

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEAR, FAR = {"latitude": 51.5380, "longitude": 7.2251}, {"latitude": 52.52, "longitude": 13.40}


@pytest.fixture
def city():
    herne = municipality("herne", languages=["de", "ar"])
    with municipality_scope(herne.pk):
        dated_settings()
        facility("Kita Kanalblick")
        yield herne


def from_here(page, address):
    page.goto(address("/de/kita/"))
    page.locator("[data-locate]").click()


def test_the_own_position_searches_around_it_and_keeps_it_short(city, opened, address):
    page = opened(geolocation=NEAR, permissions=["geolocation"])
    from_here(page, address)
    page.wait_for_url("**lat=51.5380&lon=7.2251**")
    expect(page.locator("main")).to_contain_text("Kita Kanalblick")
    expect(page.locator("main")).to_contain_text("3 km um Ihren Standort")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("main")).to_contain_text("حول موقعكم")
    page = opened(geolocation=FAR, permissions=["geolocation"])
    from_here(page, address)
    page.wait_for_url("**lat=52.5200**")
    expect(page.locator("main")).to_contain_text("Im Umkreis ist keine Kita.")


def test_whoever_keeps_the_position_private_is_told_what_else_works(city, opened, address):
    page = opened()
    from_here(page, address)
    expect(page.locator("[data-locate-status]")).to_be_visible()
    expect(page.locator("[data-locate-status]")).to_have_text(
        page.locator("[data-locate]").get_attribute("data-denied")
    )


def test_a_form_warns_some_minutes_before_the_log_in_ends(city, opened, address):
    page = opened(guardian_of())
    page.goto(address("/de/vormerkung/neu/"))
    until = datetime.fromisoformat(page.locator("[data-until]").get_attribute("data-until"))
    page.clock.install(time=until - timedelta(minutes=6))
    page.reload()
    warning = page.locator("[data-until-warning]")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("Ihre Anmeldung endet gleich")
