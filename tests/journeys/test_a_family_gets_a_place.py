"""The main job, as its people do it: in the browser, on a phone, with and without JavaScript."""

import re

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import expect

from kidsapp.childcare.commands import submit
from kidsapp.childcare.models import Contract, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Child
from kidsapp.people.tests.factories import holder_of, kita_lead
from kidsapp.places.tests.factories import week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city():
    herne = municipality("herne", languages=["de", "de-simple", "en", "tr", "ar", "uk", "pl"])
    with municipality_scope(herne.pk):
        dated_settings()
        yield herne


def kanalblick():
    hours = week("mon-fri 06:30-17:00")
    place = kita("Kita Kanalblick", hours_models=["25", "35-block", "35-split", "45"], opening_hours=hours)
    return place, group(place, places=1)


def sign_up(page, address, language, email):
    page.goto(address(f"/{language}/konto/anlegen/"))
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", "Regenschirm-17-Apfel")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/konto/bestaetigen/")
    link = re.search(r"http\S+", Mail.objects.get(recipient=email).body)
    page.goto(link.group())
    page.click("main form button[type=submit]")
    page.goto(address(f"/{language}/konto/anmelden/"))
    if page.locator("input[name=password]").count():
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", "Regenschirm-17-Apfel")
        page.click("main form button[type=submit]")


@pytest.mark.parametrize(("language", "scripts"), [("de", True), ("de", False), ("ar", False)])
def test_from_the_search_to_the_contract(city, opened, address, language, scripts):
    place, free = kanalblick()
    lead, office = kita_lead(place), holder_of(Role.YOUTH_OFFICE)
    family = opened(scripts=scripts)
    remember_on_the_finder(family, address, language)
    sign_up(family, address, language, f"sara-{language}-{scripts}@example.org".lower())
    fill_in_the_form(family, address, language)
    send(family)
    accept_at_the_kita(
        opened(lead, scripts=scripts, viewport={"width": 1280, "height": 900}), address, place, free
    )
    take_the_place(family, address, language)
    assert Contract.objects.get().offer.group == free
    desk = opened(office, scripts=scripts, viewport={"width": 1280, "height": 900})
    desk.goto(address("/de/jugendamt/?jahr=2026&stand=placed"))
    expect(desk.locator("table")).to_contain_text("Jonas Brandt")
    expect(desk.locator("table")).to_contain_text("hat einen Platz")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_database_that_goes_away_in_the_middle_loses_nothing_and_leaves_nothing_halfway(
    city, opened, address, monkeypatch, scripts
):
    kanalblick()
    family = opened(scripts=scripts)
    remember_on_the_finder(family, address, "de")
    sign_up(family, address, "de", f"crash-{scripts}@example.org".lower())
    fill_in_the_form(family, address, "de")
    hand_over_documents = submit.hand_over_documents
    monkeypatch.setattr(submit, "hand_over_documents", lambda *_args: end_every_connection())
    family.locator("#step button.kern-btn--primary").click()
    expect(family.locator("main")).to_contain_text("an uns lag es")
    connection.close()
    assert not PreRegistration.objects.exists() and not Child.objects.exists()
    monkeypatch.setattr(submit, "hand_over_documents", hand_over_documents)
    family.click("text=Noch einmal senden")
    expect(family.locator("main")).to_contain_text("HER-26-0001")
    assert PreRegistration.objects.count() == 1


def end_every_connection():
    """What a restart of the database does to whoever works with it; the next statement fails."""
    known = ("dbname", "host", "port", "user", "password")
    at = {name: value for name, value in connection.get_connection_params().items() if name in known}
    with psycopg.connect(**at) as outside:
        outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    Child.objects.exists()


def remember_on_the_finder(page, address, language):
    page.goto(address(f"/{language}/kita/"))
    expect(page.locator("main")).to_contain_text("Kita Kanalblick")
    page.locator("button[name=facility]").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")


def fill_in_the_form(page, address, language):
    page.goto(address(f"/{language}/vormerkung/neu/"))
    page.fill("input[name=given_name]", "Jonas")
    page.fill("input[name=family_name]", "Brandt")
    page.fill("input[name=born_on]", "3.10.2023")
    page.check("input[name=custody][value=sole]")
    onward(page, "zeiten")
    page.fill("input[name=starts_on]", "1.2.2027")
    page.check("input[name=hours][value='45']")
    onward(page, "kitas")
    expect(page.locator("main")).to_contain_text("Kita Kanalblick")
    onward(page, "familie")
    fill_in_the_family(page)
    onward(page, "nachweise")
    page.check("input[name=ground][value=work]")
    onward(page, "pruefen")
    expect(page.locator("main")).to_contain_text("Jonas Brandt")


def send(page):
    onward(page, "gesendet")
    expect(page.locator("main")).to_contain_text("HER-26-0001")


def onward(page, step):
    page.locator("#step button.kern-btn--primary").click()
    page.wait_for_url(f"**/{step}/")


def fill_in_the_family(page):
    page.fill("input[name=own_given_name]", "Sara")
    page.fill("input[name=own_family_name]", "Brandt")
    page.fill("input[name=own_street]", "Musterweg 1")
    page.fill("input[name=own_postal_code]", "44623")
    page.fill("input[name=own_town]", "Herne")
    page.check("input[name=second][value=no]")


def accept_at_the_kita(page, address, place, free):
    page.goto(address(f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026"))
    page.click("text=Jonas Brandt")
    page.select_option("select[name=group]", free.public_id)
    page.click("button[name=decision][value=accept]")
    expect(page.locator("main")).to_contain_text("Platz angeboten")


def take_the_place(page, address, language):
    page.goto(address(f"/{language}/start/"))
    page.locator("a[href*='/angebot/']").first.click()
    page.click("button[name=answer][value=accept]")
    expect(page.locator("main")).to_contain_text("HER-26-0001")
    page.goto(address(f"/{language}/post/"))
    expect(page.locator("main ul li")).to_have_count(3)
