"""Places put into words, in the reader's language."""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from kidsapp.kernel.opening_hours import Span
from kidsapp.kernel.texts import message
from kidsapp.page.jinja import babel_locale, weekday
from kidsapp.places.models import Facility

KIND_NAMES: Mapping[str, str] = {
    Facility.Kind.KITA.value: message("Kita"),
    Facility.Kind.CHILD_MINDER.value: message("Kindertagespflege"),
    Facility.Kind.SCHOOL.value: message("Schule"),
}
RIGHT_TO_LEFT_MARK = "\u200f"
"""Figures alone have no direction; with the mark a range reads from right to left, as the band beside it."""


Words = ParamSpec("Words")


def kept_by_language(words: Callable[Words, str]) -> Callable[Words, str]:
    """Keep what a pure function says, for each language: lists repeat the same hours and ages all day."""

    @lru_cache(8192)
    def kept(language: str, *args: Any) -> str:
        return words(*args)  # type: ignore[call-arg]

    @wraps(words)
    def said(*args: Words.args, **_named: Words.kwargs) -> str:
        return kept(get_language() or "de", *args)

    return said


def kind_name(kind: str) -> str:
    """What kind of place it is."""
    return gettext(KIND_NAMES[kind])


def hours_names(settings: Mapping[str, Any]) -> dict[str, str]:
    """The hours models under the city's own names, by key; German where there is no other."""
    language = get_language() or "de"
    models = settings.get("childcare.hours_models", [])
    return {model["key"]: model["name"].get(language) or model["name"]["de"] for model in models}


@kept_by_language
def language_name(code: str) -> str:
    """A language, in the reader's language; the code where it has no name."""
    try:
        return Locale.parse(code).get_display_name(_locale()) or code
    except (UnknownLocaleError, ValueError):
        return code


def clock(minute: int) -> str:
    """A time of day as people write it: 7:30."""
    return f"{minute // 60}:{minute % 60:02d}"


@kept_by_language
def hours_text(spans: tuple[Span, ...]) -> str:
    """The open hours of a day: 7:00–12:30, 14:00–16:30."""
    text = ", ".join(f"{clock(span.opens)}–{clock(span.closes)}" for span in spans)
    if not text:
        return gettext("geschlossen")
    return f"{RIGHT_TO_LEFT_MARK}{text}" if get_language_bidi() else text


@kept_by_language
def days_text(days: tuple[int, ...], width: str = "wide") -> str:
    """Weekdays in a row: Montag, or Montag bis Donnerstag; narrow: Mo, or Mo–Do."""
    first, last = weekday(days[0], width), weekday(days[-1], width)
    if len(days) == 1:
        return first
    if width != "wide":
        return f"{first}–{last}"
    return gettext("%(first)s bis %(last)s") % {"first": first, "last": last}


@kept_by_language
def duration(minutes: int) -> str:
    """A length of time: 5 Stunden, or 1 Stunde 30 Minuten."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "duration-hour"), (rest, "duration-minute")]
    return " ".join(format_unit(n, unit, length="long", locale=_locale()) for n, unit in parts if n)


@kept_by_language
def age_range(from_months: int | None, until_months: int | None) -> str:
    """The ages that a facility takes, from included, until excluded; nothing when both are unknown."""
    if until_months is None:
        return _from_age(from_months) if from_months is not None else ""
    if not from_months:
        return gettext("bis %(age)s") % {"age": age(until_months)}
    if from_months % 12 or until_months % 12:
        return gettext("%(first)s bis %(last)s") % {"first": age(from_months), "last": age(until_months)}
    years = {"first": from_months // 12, "num": until_months // 12}
    return ngettext("%(first)s bis %(num)s Jahr", "%(first)s bis %(num)s Jahre", years["num"]) % years


def _from_age(months: int) -> str:
    if months % 12:
        return ngettext("ab %(num)s Monat", "ab %(num)s Monaten", months) % {"num": months}
    return ngettext("ab %(num)s Jahr", "ab %(num)s Jahren", months // 12) % {"num": months // 12}


@kept_by_language
def age(months: int) -> str:
    """An age: 4 Monate, 3 Jahre, or 2 Jahre 6 Monate (CLDR lacks these in Turkish and Arabic)."""
    years, rest = divmod(months, 12)
    words = [ngettext("%(num)s Jahr", "%(num)s Jahre", years) % {"num": years}] if years else []
    if rest or not years:
        words.append(ngettext("%(num)s Monat", "%(num)s Monate", rest) % {"num": rest})
    return " ".join(words)


def short_kilometres(value: float) -> str:
    """A radius without needless decimals: 3 km, 1,5 km."""
    return f"{format_decimal(value, '0.#', locale=_locale())} km"


def _locale() -> Locale:
    return babel_locale(get_language() or "de")
