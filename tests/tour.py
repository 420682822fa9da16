"""The guided tour in docs/tour, with its pictures from a running demo: ``python -m tests.tour ADDRESS``."""

import io
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.urls import resolve
from django.utils import translation
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import CHROMIUM, FLAGS

FOLDER = Path(__file__).parents[1] / "docs" / "tour"
NAMES = {"de": "Deutsch", "en": "English"}
LANGUAGES = tuple(NAMES)
PASSWORD = "kidsapp-demo"
DEVICES = {"phone": (390, 780, 390), "desk": (1280, 900, 960)}
"""Width and height of the window, and width of the picture."""
QUALITY = 62


@dataclass(frozen=True)
class Walk:
    """The steps of one role: texts by language, a device, and a file for each language."""

    key: str
    device: str
    file: dict[str, str]
    title: dict[str, str]
    intro: dict[str, str]
    steps: tuple["Step", ...]


@dataclass(frozen=True)
class Step:
    """What is looked at, as whom, and what to say about it."""

    picture: str
    page: str
    title: dict[str, str]
    text: dict[str, str]
    log_in: str = ""
    address: str = ""
    click: str = ""
    then: str = ""
    language: str = ""


def walks() -> list[Walk]:
    """The tour as its table says."""
    rows = tomllib.loads((FOLDER / "steps.toml").read_text(encoding="utf-8"))["walk"]
    return [Walk(**{**row, "steps": tuple(Step(**step) for step in row.pop("steps"))}) for row in rows]


def picture_of(walk: Walk, step: Step, language: str) -> Path:
    """Where a step's picture lies."""
    return FOLDER / "pictures" / f"{walk.key}-{step.picture}.{language}.webp"


def page_of(walk: Walk, language: str) -> str:
    """The walk as a page of the documents."""
    other = next(each for each in LANGUAGES if each != language)
    lines = [f"# {walk.title[language]}", "", walk.intro[language], ""]
    lines += [f"[{NAMES[other]}]({walk.file[other]})", ""]
    for number, step in enumerate(walk.steps, start=1):
        picture = picture_of(walk, step, language).relative_to(FOLDER)
        width = DEVICES[walk.device][2] if walk.device == "desk" else 300
        lines += [f"## {number}. {step.title[language]}", "", step.text[language], ""]
        lines += [f'<img src="{picture}" width="{width}" alt="{step.title[language]}">', ""]
    return "\n".join(lines)


def main(address: str, only: str = "") -> None:
    """Take the pictures and write the pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for walk in walks():
            for language in LANGUAGES if only in ("", walk.key) else ():
                Taking(browser, address, walk, language).take()
        browser.close()
    write_pages()


def write_pages() -> None:
    """Write each walk in each language."""
    for walk in walks():
        for language in LANGUAGES:
            (FOLDER / walk.file[language]).write_text(page_of(walk, language), encoding="utf-8")


class Taking:
    """One walk in one language, in the browser."""

    def __init__(self, browser: Browser, address: str, walk: Walk, language: str) -> None:
        self.browser, self.address, self.walk, self.language = browser, address, walk, language
        self.page: Page | None = None

    def take(self) -> None:
        for step in self.walk.steps:
            page = self._page(step)
            if step.address:
                page.goto(f"{self.address}/{step.language or self.language}{step.address}")
            for selector in filter(None, (step.click, step.then)):
                page.locator(selector).first.click()
                page.wait_for_load_state("networkidle")
            self._check(page, step)
            self._keep(page, picture_of(self.walk, step, self.language))

    def _page(self, step: Step) -> Page:
        if self.page is None or step.log_in:
            width, height, _ = DEVICES[self.walk.device]
            context = self.browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="light", device_scale_factor=1
            )
            self.page = context.new_page()
            if step.log_in not in ("", "-"):
                self._log_in(self.page, step.log_in)
        return self.page

    def _check(self, page: Page, step: Step) -> None:
        """The table says which page this is; a tour that lost its way takes no pictures."""
        path = urlsplit(page.url).path
        with translation.override(path.split("/")[1]):
            found = resolve(path).url_name
        if found != step.page:
            raise SystemExit(f"{step.picture}: {found} instead of {step.page} ({page.url})")

    def _log_in(self, page: Page, name: str) -> None:
        page.goto(f"{self.address}/{self.language}/konto/anmelden/")
        page.fill("main input[name=login]", f"{name}@demo.example")
        page.fill("main input[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_load_state("networkidle")

    def _keep(self, page: Page, path: Path) -> None:
        width = DEVICES[self.walk.device][2]
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        small = shot.resize((width, shot.height * width // shot.width), Image.Resampling.LANCZOS)
        path.parent.mkdir(parents=True, exist_ok=True)
        small.save(path, "WEBP", quality=QUALITY, method=6)
        print(f"{path.name}  {page.url}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
    django.setup()
    main(*sys.argv[1:])
