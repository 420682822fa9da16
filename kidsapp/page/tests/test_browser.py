"""The sample pages in Chromium: nothing for axe to find, and no sideways scroll on the narrowest phone."""

from pathlib import Path

import pytest

import kidsapp.page as static

from . import preview

AXE = (Path(__file__).parents[3] / "tests" / "axe" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = f"axe.run({{runOnly: {RULES}, resultTypes: ['violations']}})"
LOW = 500
"""Below 520 px of height nothing is sticky, so that no target is counted as covered."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    preview.main(folder)
    return folder


SHOWN = [(name, "de") for name in preview.samples()] + [("gallery", "ar"), ("landing", "ar"), ("desk", "ar")]


@pytest.mark.parametrize(("name", "language"), SHOWN)
def test_axe_finds_nothing_in_light_and_dark(chromium, folder, name, language):
    page = chromium.new_page(viewport={"width": 390, "height": LOW}, reduced_motion="reduce")
    page.goto(f"file://{folder}/{name}-{language}.html")
    page.evaluate(AXE)
    found = []
    for mode in ("light", "dark"):
        page.emulate_media(color_scheme=mode)
        found += [(mode, rule) for rule in page.evaluate(ASK)["violations"]]
    page.close()
    assert [(mode, rule["id"], [node["html"] for node in rule["nodes"]]) for mode, rule in found] == []


@pytest.mark.parametrize("name", preview.samples())
def test_nothing_scrolls_sideways(chromium, folder, name):
    page = chromium.new_page(viewport={"width": 320, "height": LOW})
    page.goto(f"file://{folder}/{name}-de.html")
    scrolled = []
    for width in (320, 768, 1024):
        page.set_viewport_size({"width": width, "height": LOW})
        scrolled.append(page.evaluate("document.documentElement.scrollWidth"))
    page.close()
    assert scrolled == [320, 768, 1024]


def test_the_error_summary_has_the_focus_when_the_page_opens(chromium, folder):
    page = chromium.new_page(viewport={"width": 390, "height": LOW})
    page.goto(f"file://{folder}/wishes-de.html")
    assert page.evaluate("document.activeElement.className") == "ka-errors"
    page.close()


def test_a_week_band_runs_from_the_right_in_arabic(chromium, folder):
    def first_open(language):
        page = chromium.new_page(viewport={"width": 390, "height": LOW})
        page.goto(f"file://{folder}/finder-{language}.html")
        box, track = (page.locator(f".ka-band-{part}").first.bounding_box() for part in ("open", "track"))
        page.close()
        return box["x"] - track["x"], track["x"] + track["width"] - box["x"] - box["width"]

    assert first_open("de") == pytest.approx(tuple(reversed(first_open("ar"))), abs=1)


SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => [{lang: 'de_DE'}], speak: (one) => window.spoken.push(one.text), cancel: () => {},
  addEventListener: () => {},
}});
"""


def test_the_page_is_read_aloud_where_there_is_a_voice_for_its_language(chromium, folder):
    page = chromium.new_page(viewport={"width": 390, "height": LOW})
    page.add_init_script(SPEECH)
    page.goto(f"file://{folder}/landing-ar.html")
    assert page.locator(".ka-read").is_hidden()
    page.goto(f"file://{folder}/landing-de.html")
    page.locator(".ka-read").click()
    assert page.evaluate("window.spoken")[0] == "Kurse, Kita und Zuschüsse für Kinder in Herne"
    assert page.locator(".ka-read").inner_text() == "Vorlesen beenden"
    page.locator(".ka-read").click()
    assert page.locator(".ka-read").inner_text() == "Seite vorlesen"
    page.close()


def test_arabic_is_read_aloud_by_an_arabic_voice_and_the_button_names_itself(chromium, folder):
    page = chromium.new_page(viewport={"width": 390, "height": LOW})
    page.add_init_script(SPEECH.replace("de_DE", "ar-EG"))
    page.goto(f"file://{folder}/landing-ar.html")
    button = page.get_by_role("button", name="Seite vorlesen")
    assert button.bounding_box()["height"] >= 44
    button.click()
    assert page.evaluate("window.spoken.length") > 3
    page.goto(f"file://{folder}/landing-de.html")
    assert page.locator(".ka-read").is_hidden()
    page.close()


def test_every_part_of_a_time_field_shows_the_focus(chromium):
    page = chromium.new_page(viewport={"width": 390, "height": LOW})
    page.set_content('<input class="kern-form-input__input" type="time">')
    page.add_style_tag(path=Path(static.__file__).parent / "static" / "page" / "page.css")
    rings = []
    for _part in range(4):
        page.keyboard.press("Tab")
        rings.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    page.close()
    assert rings == ["solid"] * 4


def test_a_dark_page_prints_dark_on_white(chromium, folder):
    page = chromium.new_page(viewport={"width": 800, "height": LOW})
    page.goto(f"file://{folder}/status-de.html")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.ka-soft')).color") == "rgb(73, 89, 99)"
    page.close()
