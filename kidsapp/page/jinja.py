"""The one template environment: Jinja2 with our texts, addresses, dates and static files."""

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from babel.dates import format_date, format_datetime
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kidsapp.kernel.clock import GERMAN_TIME, german_day
from kidsapp.kernel.opening_hours import clock_text
from kidsapp.page.locales import current_locale
from kidsapp.page.measures import age, comma, kilometres, listed, number
from kidsapp.page.nonce import nonce

DAY_FORMATS = {"en": "d MMMM y"}
SLASHES = {"en", "ar"}


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend asks for."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 (set above)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(_=_said, gettext=_said, ngettext=_counted, url=url, static=cache(static))
    env.globals.update(comma=comma, nonce=nonce)
    env.filters.update(
        day=day,
        short_day=short_day,
        figures_day=figures_day,
        month=month,
        weekday=weekday,
        moment=moment,
        clock_text=clock_text,
        km=kilometres,
        age=age,
        number=number,
        listed=listed,
    )
    return env


def _said(text: str, /, **values: Any) -> Markup:
    """A text in the reader's language; Jinja's own way costs four calls more, a hundred times a page."""
    said = _translated(translation.get_language(), text)
    return said % values if values or "%" in said else said


@lru_cache(16_384)
def _translated(_language: str | None, text: str) -> Markup:
    return Markup(translation.gettext(text))  # noqa: S704 (our catalogues, which a process reads once)


def _counted(singular: str, plural: str, num: int, /, **values: Any) -> Markup:
    return Markup(translation.ngettext(singular, plural, num)) % {"num": num, **values}  # noqa: S704 (the same)


def url(name: str, **arguments: Any) -> str:
    """The address of a page in the reader's language."""
    return _reversed(translation.get_language(), name, tuple(arguments.items()))


@lru_cache(4096)
def _reversed(_language: str | None, name: str, arguments: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(arguments))


def day(value: date) -> str:
    """A date in words: 1. August 2027."""
    locale = current_locale()
    return format_date(value, DAY_FORMATS.get(locale.language, "long"), locale=locale)


def short_day(value: date) -> str:
    """A date without its year: 1. August."""
    locale = current_locale()
    return format_date(value, "d. MMMM" if locale.language == "de" else "d MMMM", locale=locale)


def figures_day(value: date) -> str:
    """A date in figures for the columns of a desk: 01.08.2027."""
    return value.strftime("%d/%m/%Y" if current_locale().language in SLASHES else "%d.%m.%Y")


def month(value: date) -> str:
    """The short name of a month for narrow places: Nov."""
    return format_date(value, "MMM", locale=current_locale())


def weekday(value: int, width: str = "wide") -> str:
    """The name of a weekday, 0 is Monday; width is wide or abbreviated."""
    return current_locale().days["stand-alone"][width][value].rstrip(".")  # type: ignore[no-any-return]


def moment(value: datetime) -> str:
    """A moment in German time: 3. November 2026, 20:14."""
    time = format_datetime(value, "HH:mm", tzinfo=GERMAN_TIME, locale=current_locale())
    return listed([day(german_day(value)), time])
