"""The pictures of the README, from a running demo: ``python -m tests.pictures http://herne.localhost:8000``."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import CHROMIUM, FLAGS

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
WIDTH, COLOURS = 960, 192


def main(address: str) -> None:
    """Write finder.png and home.png; a map without a network shows its pins only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take(_finder(browser, address), FOLDER / "finder.png", 1400)
        take(_home(browser, address), FOLDER / "home.png", 900)
        browser.close()


def _page(browser: Browser, height: int) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": height}, color_scheme="light")


def _finder(browser: Browser, address: str) -> Page:
    page = _page(browser, 1400)
    page.goto(f"{address}/de/kita/?address=44623&weekdays_from=07:00&weekdays_until=16:30")
    page.wait_for_selector(".leaflet-marker-icon")
    return page


def _home(browser: Browser, address: str) -> Page:
    page = _page(browser, 900)
    page.goto(f"{address}/de/konto/anmelden/")
    page.fill("main input[name=login]", "familie@demo.example")
    page.fill("main input[name=password]", "kidsapp-demo")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".ka-next")
    return page


def take(page: Page, path: Path, height: int) -> None:
    """One picture, small enough for a repository."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB").crop((0, 0, 1280, height))
    small = shot.resize((WIDTH, height * WIDTH // 1280), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
