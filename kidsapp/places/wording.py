"""Places put into words, in the reader's language."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.kernel.texts import message
from kidsapp.page import measures
from kidsapp.page.jinja import weekday
from kidsapp.page.locales import current_locale
from kidsapp.page.measures import listed
from kidsapp.places.models import Facility
from kidsapp.places.rules import DayMatch, equal_days_merged

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
        return Locale.parse(code).get_display_name(current_locale()) or code
    except (UnknownLocaleError, ValueError):
        return code


def clock(minute: int) -> str:
    """A time of day as people write it: 7:30."""
    return f"{minute // 60}:{minute % 60:02d}"


@kept_by_language
def hours_text(spans: tuple[Span, ...]) -> str:
    """The open hours of a day: 7:00–12:30, 14:00–16:30."""
    text = listed(f"{clock(span.opens)}–{clock(span.closes)}" for span in spans)
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


def week_text(week: Week) -> str:
    """A week in a line: Mo–Do 8:00–16:00, Fr 8:00–12:00."""
    groups = equal_days_merged([DayMatch(weekday, (), spans, ()) for weekday, spans in week.days.items()])
    return listed(f"{days_text(group.days, 'abbreviated')} {hours_text(group.open)}" for group in groups)


def contact_in_words(profile: Mapping[str, Any]) -> Mapping[str, str]:
    """Whom to ask at the city; what its folder does not say is empty."""
    said: Mapping[str, Any] = profile.get("contact", {})
    return defaultdict(str, said, hours=week_text(Week.read(said.get("hours", ()))))


duration = kept_by_language(measures.duration)
age = kept_by_language(measures.age)


@kept_by_language
def age_range(from_months: int | None, until_months: int | None) -> str:
    """The ages that a facility takes, from included, until excluded; nothing when both are unknown."""
    if until_months is None:
        return measures.age_from(from_months) if from_months is not None else ""
    if not from_months:
        return gettext("bis %(age)s") % {"age": age(until_months)}
    if from_months % MONTHS_A_YEAR or until_months % MONTHS_A_YEAR:
        return gettext("%(first)s bis %(last)s") % {"first": age(from_months), "last": age(until_months)}
    years = {"first": from_months // MONTHS_A_YEAR, "num": until_months // MONTHS_A_YEAR}
    return ngettext("%(first)s bis %(num)s Jahr", "%(first)s bis %(num)s Jahre", years["num"]) % years
