"""The map is an island beside the list: it shows the same, remembers the same, and nothing depends on it."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.places.models import Facility
from kidsapp.places.tests.factories import facility
from tests.journeys.test_every_page import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1280, "height": 900}
SMALL = {"width": 360, "height": 320}
SMALL_PIN = re.compile("is-small")
CLOSE = {"de": "Schließen", "ar": "إغلاق"}
WISHED = "?weekdays_from=07:00&weekdays_until=16:30"
PINS = {
    "Kita Ganz": ("mon-fri 06:30-17:00", "full", "passt ganz"),
    "Kita Halb": ("mon-fri 08:00-16:00", "partial", "passt teilweise"),
    "Kita Nie": ("sat 09:00-12:00", "none", "passt nicht"),
    "Kita Offen": (None, "unknown", "Zeiten unbekannt"),
}


@pytest.fixture
def city():
    herne = municipality("herne", languages=["de", "ar"])
    with municipality_scope(herne.pk):
        dated_settings()
        for number, (name, (hours, *_)) in enumerate(PINS.items()):
            facility(name, hours=hours, latitude=51.53 + number / 100, longitude=7.20 + number / 100)
        yield herne


@pytest.fixture
def tile():
    """Answers for the server of tiles with an empty picture."""
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), "white").save(picture, "PNG")
    return lambda route: route.fulfill(body=picture.getvalue(), content_type="image/png")


def hides_a_pin(found):
    """Pins lie where their Kitas do: essential by WCAG 2.5.8, and the list offers the same."""
    return found.startswith("target-size:") and "leaflet-marker-icon" in found


def pins(page):
    expect(page.locator(".leaflet-marker-icon")).to_have_count(len(PINS))
    return page.locator(".leaflet-marker-icon")


def test_pins_say_by_word_and_shape_how_each_kita_fits(city, opened, address):
    page = opened(viewport=DESK)
    page.goto(address(f"/de/kita/{WISHED}"))
    pins(page)
    for name, (_hours, match, words) in PINS.items():
        pin = page.locator(f".leaflet-marker-icon[title*='{name}']")
        assert pin.get_attribute("title").endswith(f": {name}, {words}")
        expect(pin.locator(f"svg.ka-map-pin--{match}")).to_have_count(1)
        number = pin.locator("text").text_content()
        expect(page.locator("article, li").filter(has_text=name).first).to_contain_text(number)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_pin_reached_by_keyboard_remembers_its_kita_among_the_wishes(city, opened, address, language):
    page = opened(viewport=DESK, reduced_motion="reduce")
    page.goto(address(f"/{language}/kita/"))
    pins(page)
    page.locator(".leaflet-marker-icon[title*='Kita Halb']").focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup.get_by_role("link", name="Kita Halb")).to_be_visible()
    expect(page.get_by_role("button", name=CLOSE[language], exact=True)).to_be_visible()
    for mode in ("light", "dark"):
        page.emulate_media(color_scheme=mode)
        assert not [found for found in violations(page) if not hides_a_pin(found)]
    expect(popup.get_by_role("link", name="Kita Halb")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-marker-icon[title*='Kita Halb']")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    kept = page.locator("button[form=forget]")
    expect(kept).to_have_count(1)
    expect(kept).to_have_attribute("value", Facility.objects.get(name="Kita Halb").public_id)


def test_pins_that_would_hide_each_other_make_room_and_grow_when_one_comes_nearer(city, opened, address):
    facility("Kita Nachbar", hours="mon-fri 06:30-17:00", latitude=51.5315, longitude=7.2015)
    page = opened(viewport=DESK, reduced_motion="reduce")
    page.goto(address("/de/kita/"))
    ganz, nachbar = (page.locator(f".leaflet-marker-icon[title$='{name}']") for name in ("Ganz", "Nachbar"))
    expect(ganz).not_to_have_class(SMALL_PIN)
    expect(nachbar).to_have_class(SMALL_PIN)
    nachbar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Kita Nachbar")
    for _step in range(3):
        page.get_by_role("button", name="Karte vergrößern").click()
    expect(nachbar).not_to_have_class(SMALL_PIN)


def test_without_the_server_of_tiles_the_map_says_so_and_the_list_goes_on(city, opened, address):
    page = opened(viewport=DESK)
    page.route("**/*geodatenzentrum*/**", lambda route: route.abort())
    page.goto(address("/de/kita/"))
    expect(page.locator(".ka-map__offline")).to_have_text(
        "Die Karte ist gerade nicht erreichbar. Die Liste zeigt dasselbe."
    )
    pins(page)
    page.locator("button[name=facility]").first.click()
    expect(page.locator("body")).to_contain_text("Ihre Wünsche: 1 von")


def test_the_tiles_are_those_of_the_city_and_name_their_source(city, opened, address, foreign_requests, tile):
    page = opened(viewport=DESK)
    page.route("**/*geodatenzentrum*/**", tile)
    page.goto(address("/de/kita/"))
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator(".leaflet-control-attribution")).to_have_text("© basemap.de / BKG")
    expect(page.locator(".ka-map__offline")).to_have_count(0)
    assert foreign_requests and all("geodatenzentrum.de" in one for one in foreign_requests)


def test_a_map_further_down_comes_when_it_is_seen_and_never_blames_the_browser(city, opened, address):
    page = opened(viewport=SMALL)
    page.goto(address("/de/kita/"))
    page.get_by_role("link", name="Kita Ganz").first.click()
    text = page.locator(".ka-map__text")
    expect(text).to_have_text("Die Karte kommt gleich.")
    text.scroll_into_view_if_needed()
    expect(page.locator(".leaflet-marker-icon")).to_have_count(1)


def test_a_search_without_a_hit_has_no_map_and_no_error(city, opened, address):
    page = opened(viewport=DESK)
    page.goto(address("/de/kita/?inclusive=1"))
    expect(page.locator("main")).to_contain_text("Dazu haben wir keine Kita gefunden.")
    expect(page.locator("[data-map]")).to_have_count(0)


def test_without_scripts_a_sentence_stands_there_instead(city, opened, address):
    page = opened(scripts=False)
    page.goto(address("/de/kita/"))
    expect(page.locator(".ka-map__text")).to_contain_text("Die Liste zeigt dasselbe wie die Karte.")
