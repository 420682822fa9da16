"""The one template environment: Jinja2 with our texts, addresses, dates and static files."""

from collections.abc import MutableMapping
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
from kidsapp.page.locales import babel_locale, current_language, current_locale
from kidsapp.page.measures import age, comma, isolated, kilometres, listed, number
from kidsapp.page.nonce import nonce

DAY_FORMATS = {"en": "d MMMM y", "uk": "d MMMM y 'року'"}
"""An abbreviation at the end of a date would meet the full stop of its sentence."""
SLASHES = {"en", "ar"}


class _Environment(Environment):
    """Jinja's, whose globals all stand before the first template."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: from Jinja's chain of two every import on a page picks the names one by one."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend asks for."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    env = _Environment(extensions=["jinja2.ext.i18n"], **options)
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
        isolated=isolated,
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
    return _day_written(value, DAY_FORMATS.get(current_locale().language, "long"))


def short_day(value: date) -> str:
    """A date without its year: 1. August."""
    return _day_written(value, "d. MMMM" if current_locale().language == "de" else "d MMMM")


def figures_day(value: date) -> str:
    """A date in figures for the columns of a desk: 01.08.2027."""
    value = _german(value)
    year, month, day = value.year, value.month, value.day
    if current_locale().language in SLASHES:
        return f"{day:02}/{month:02}/{year:04}"
    return f"{day:02}.{month:02}.{year:04}"


def month(value: date) -> str:
    """The short name of a month for narrow places: Nov."""
    return _day_written(value, "MMM")


def _day_written(value: date, form: str) -> str:
    return _day_in(current_language(), _german(value).toordinal(), form)


def _german(value: date) -> date:
    """A day as it is; of a moment the day that it is in Germany, on whatever clock it was read."""
    return german_day(value) if isinstance(value, datetime) else value


@lru_cache(4096)
def _day_in(language: str, ordinal: int, form: str) -> str:
    return format_date(date.fromordinal(ordinal), form, locale=babel_locale(language))


def weekday(value: int, width: str = "wide") -> str:
    """The name of a weekday, 0 is Monday; width is wide or abbreviated."""
    return current_locale().days["stand-alone"][width][value].rstrip(".")  # type: ignore[no-any-return]


def moment(value: datetime) -> str:
    """A moment in German time: 3. November 2026, 20:14."""
    time = format_datetime(value, "HH:mm", tzinfo=GERMAN_TIME, locale=current_locale())
    return listed([day(german_day(value)), time])
