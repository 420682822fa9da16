"""Draws templates without a database or a server, and takes pictures of them: for tests and for the eye."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
PAGE = HERE.parent
if not settings.configured:
    settings.configure(LANGUAGE_CODE="de", USE_I18N=False, LANGUAGES=[("de", "Deutsch")])
    django.setup()

from kidsapp.page import jinja  # noqa: E402
from kidsapp.page.render import LanguageChoice, NavItem, Shell  # noqa: E402

LANGUAGES = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "uk": "Українська",
    "pl": "Polski",
}
TABS = (("Start", "home"), ("Angebote", "offers"), ("Kita", "kita"), ("Karte", "card"), ("Post", "post"))
NAV = ("Start", "Angebote", "Kita und Schule", "KidsCard", "Hilfe und Geld")
DESK = (("Mein Tag", "home", 0), ("Vormerkungen", "kita", 412), ("Post", "post", 9))
FOOTER = ("Gebärdensprache", "Leichte Sprache", "Barriere melden", "Datenschutz", "Impressum")


def environment(static_root: Path = PAGE / "static") -> Environment:
    """The environment of the pages with German texts and static files on disk."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(PAGE / "templates"), FileSystemLoader(HERE / "pages")]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        static=lambda path: f"{static_root.as_uri()}/{path}", url=lambda *_, **__: "#", nonce=str
    )
    env.globals["comma"] = jinja.comma
    for name in ("day", "short_day", "month", "weekday", "moment", "clock_text"):
        env.filters[name] = getattr(jinja, name)
    env.filters["km"] = jinja.kilometres
    return env


def shell(**fields: Any) -> Shell:
    """A shell of an invented city; ``current`` is the place of the current tab."""
    current, language = fields.pop("current", 0), fields.pop("language", "de")
    known = {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "languages": tuple(
            LanguageChoice(code, name, "#", code == language) for code, name in LANGUAGES.items()
        ),
        "city_name": "Herne",
        "login_url": "#",
        "footer": tuple((label, "#") for label in FOOTER),
    }
    if fields.get("account_name"):
        known["nav"] = tuple(NavItem(label, "#", "home", i == current) for i, label in enumerate(NAV))
        known["tabs"] = tuple(NavItem(label, "#", icon, i == current) for i, (label, icon) in enumerate(TABS))
        known |= {"inbox_url": "#", "logout_url": "#", "unread": 1}
    return Shell(**(known | fields))


def drawn(name: str, page: Any = None, **fields: Any) -> str:
    """The HTML of a template."""
    return (
        environment().get_template(name).render(page=page, shell=shell(**fields), request=None, csrf_input="")
    )


def inlined(html: str) -> str:
    """The HTML with the sprite in the page, because browsers refuse ``<use>`` across files on disk."""
    sprite = (
        (PAGE / "static" / "page" / "sprite.svg")
        .read_text("utf-8")
        .replace("<svg ", '<svg class="ka-defs" ', 1)
    )
    html = re.sub(r'href="[^"]*sprite\.svg#', 'href="#i-', html)
    return re.sub(
        r"(<body[^>]*>)", lambda found: found.group(1) + sprite.replace('id="', 'id="i-'), html, count=1
    )


def samples() -> dict[str, tuple[str, Any, dict[str, Any]]]:
    """Every sample page by name: the gallery, and pages laid out as those of the look."""
    from kidsapp.page.gallery import gallery

    content, parent = gallery(), {"account_name": "A. Brandt"}
    desk_nav = tuple(NavItem(label, "#", icon, icon == "kita", count) for label, icon, count in DESK)
    return {
        "500": ("page/500.html", None, {}),
        "offline": ("page/offline.html", None, {}),
        "404": ("page/error.html", SimpleNamespace(status=404), {}),
        "gallery": ("page/gallery.html", content, parent),
        "landing": ("landing.html", content, {}),
        "home": ("home.html", content, parent),
        "finder": ("finder.html", content, parent | {"current": 2}),
        "status": ("status.html", content, parent | {"current": 2}),
        "wishes": ("wishes.html", content, parent),
        "desk": ("desk.html", content, parent | {"desk_nav": desk_nav, "desk_name": "Jugendamt"}),
    }


def main(folder: Path) -> None:
    """Write the sample pages in German and, laid out from right to left, as Arabic pages."""
    for name, (template, content, fields) in samples().items():
        for language in ("de", "ar"):
            html = inlined(drawn(template, content, **fields, language=language))
            (folder / f"{name}-{language}.html").write_text(html, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
