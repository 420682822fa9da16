"""Numbers with what they count, as the reader's language bends and writes them."""

from collections.abc import Iterable
from functools import lru_cache

from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.translation import get_language_bidi, gettext, ngettext

from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.page.locales import babel_locale, current_language, current_locale

_COMMAS = {"ar": "، "}


def number(value: float) -> str:
    """A number with at most one decimal: 1,5 and 3."""
    return _decimal(current_language(), value, "0.#")


@lru_cache(4096)
def _decimal(language: str, value: float, form: str) -> str:
    return format_decimal(value, form, locale=babel_locale(language))


def kilometres(value: float) -> str:
    """A distance with one decimal: 0,6 km."""
    return gettext("%(number)s km") % {"number": _decimal(current_language(), value, "0.0")}


def short_kilometres(value: float) -> str:
    """A radius without needless decimals: 3 km, 1,5 km."""
    return gettext("%(number)s km") % {"number": number(value)}


def comma() -> str:
    """The reader's comma with its space, for templates."""
    return _COMMAS.get(current_locale().language, ", ")


def listed(words: Iterable[object]) -> str:
    """Words one after another with the reader's comma: 25 Stunden, 45 Stunden."""
    return comma().join(map(str, words))


def isolated(word: object) -> str:
    """A name inside a sentence, kept in its own direction where the sentence runs from right to left."""
    return f"\N{FIRST STRONG ISOLATE}{word}\N{POP DIRECTIONAL ISOLATE}" if get_language_bidi() else str(word)


def duration(minutes: int) -> str:
    """A length of time: 5 Stunden, or 1 Stunde und 30 Minuten; nothing for none."""
    hours, rest = divmod(minutes, 60)
    parts = [(n, unit) for n, unit in ((hours, "duration-hour"), (rest, "duration-minute")) if n]
    return _together(*(format_unit(n, unit, length="long", locale=current_locale()) for n, unit in parts))


def in_years(years: int) -> str:
    """An age in years: 3 Jahre."""
    return ngettext("%(num)s Jahr", "%(num)s Jahre", years) % {"num": years}


def in_months(months: int) -> str:
    """An age in months: 4 Monate."""
    return ngettext("%(num)s Monat", "%(num)s Monate", months) % {"num": months}


def age(months: int) -> str:
    """An age: 4 Monate, 3 Jahre, or 2 Jahre und 6 Monate (CLDR lacks these in Turkish and Arabic)."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if not years:
        return in_months(rest)
    return _together(in_years(years), in_months(rest)) if rest else in_years(years)


def old(months: int) -> str:
    """How old somebody is: 2 Jahre alt, or 2 Jahre und 6 Monate alt."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if years and not rest:
        return ngettext("%(num)s Jahr alt", "%(num)s Jahre alt", years) % {"num": years}
    words = ngettext("%(num)s Monat alt", "%(num)s Monate alt", rest) % {"num": rest}
    return _together(in_years(years), words) if years else words


def age_from(months: int) -> str:
    """An age and all above it: ab 3 Jahren, ab 4 Monaten."""
    if months % MONTHS_A_YEAR:
        return ngettext("ab %(num)s Monat", "ab %(num)s Monaten", months) % {"num": months}
    years = months // MONTHS_A_YEAR
    return ngettext("ab %(num)s Jahr", "ab %(num)s Jahren", years) % {"num": years}


def age_below(months: int) -> str:
    """All ages below one: unter 6 Jahren, unter 18 Monaten."""
    if months % MONTHS_A_YEAR:
        return ngettext("unter %(num)s Monat", "unter %(num)s Monaten", months) % {"num": months}
    years = months // MONTHS_A_YEAR
    return ngettext("unter %(num)s Jahr", "unter %(num)s Jahren", years) % {"num": years}


def _together(first: str = "", rest: str = "") -> str:
    return gettext("%(first)s und %(rest)s") % {"first": first, "rest": rest} if rest else first
