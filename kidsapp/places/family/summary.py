"""The search in words: what was looked for, and what comes nearest when nothing fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.page.jinja import day
from kidsapp.page.measures import kilometres, listed, short_kilometres
from kidsapp.places.family.bands import rows_of_week
from kidsapp.places.forms.search import SearchForm
from kidsapp.places.queries.addresses import Located
from kidsapp.places.queries.alternatives import Nearest
from kidsapp.places.wording import age, clock, duration

CHOSEN = ("hours", "kind", "organisation", "district")
TICKED = ("inclusive", "wheelchair")


@dataclass(frozen=True, slots=True)
class Summary:
    """A search in a few lines: the child and its start first."""

    title: str
    lines: tuple[str, ...]


def summary_of(form: SearchForm, where: Located) -> Summary:
    """What was understood of the form."""
    found = form.cleaned_data
    lines = [_times(found.get("wished") or {}), _place(form, where), *_filters(form)]
    return Summary(_title(form), tuple(line for line in lines if line))


def _title(form: SearchForm) -> str:
    starts_on = form.cleaned_data.get("starts_on") or form.usual_start
    start = gettext("ab %(day)s") % {"day": day(starts_on)}
    months = form.cleaned_data.get("age")
    if not months:
        return gettext("Start %(start)s") % {"start": start}
    years = months[0] if months[0] < MONTHS_A_YEAR else months[0] // MONTHS_A_YEAR * MONTHS_A_YEAR
    return f"{age(years)} · {start}"


def _times(wished: Mapping[int, Span]) -> str:
    if not wished:
        return ""
    rows = rows_of_week(Week({weekday: (span,) for weekday, span in wished.items()}))
    return listed(f"{row.label} {row.hours}" for row in rows)


def _place(form: SearchForm, where: Located) -> str:
    if not where.point:
        return ""
    radius = form.cleaned_data.get("radius_km")
    facts = {"place": where.name, "km": "" if radius is None else short_kilometres(radius)}
    if not where.name or where.name in _own_position_in_all_languages():
        here = gettext("Entfernung von Ihrem Standort"), gettext("%(km)s um Ihren Standort")
        return here[radius is not None] % facts
    named = gettext("Entfernung von %(place)s"), gettext("%(km)s um %(place)s")
    return named[radius is not None] % facts


@lru_cache(1)
def _own_position_in_all_languages() -> frozenset[str]:
    """What the button writes into the field; the reader may have changed the language since."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.add(gettext("Mein Standort"))
    return frozenset(names)


def _filters(form: SearchForm) -> list[str]:
    found = form.cleaned_data
    chosen = [dict(form.fields[name].choices)[found[name]] for name in CHOSEN if found.get(name)]  # type: ignore[attr-defined]
    ticked = [str(form.fields[name].label) for name in TICKED if found.get(name)]
    opens_by, closes_from = found.get("opens_by"), found.get("closes_from")
    times = [gettext("öffnet bis %(time)s Uhr") % {"time": clock(opens_by)}] if opens_by is not None else []
    if closes_from is not None:
        times.append(gettext("schließt nicht vor %(time)s Uhr") % {"time": clock(closes_from)})
    return [listed(map(str, [*chosen, *ticked, *times]))]


def nearest_text(nearest: Nearest) -> str:
    """What comes nearest, with the number that makes the difference."""
    facts = {"num": nearest.count, "km": kilometres(nearest.km)}
    if nearest.km:
        return gettext("Im Umkreis ist keine Kita. Die nächste ist %(km)s entfernt.") % facts
    if nearest.minutes_later and nearest.minutes_earlier:
        text = ngettext(
            "Keine Kita hat so lange offen. Eine öffnet %(later)s später und schließt %(earlier)s früher.",
            "Keine Kita hat so lange offen. "
            "%(num)s öffnen %(later)s später und schließen %(earlier)s früher.",
            nearest.count,
        )
    elif nearest.minutes_later:
        text = ngettext(
            "Keine Kita hat so früh offen. Eine öffnet %(later)s später.",
            "Keine Kita hat so früh offen. %(num)s öffnen %(later)s später.",
            nearest.count,
        )
    else:
        text = ngettext(
            "Keine Kita hat so lange offen. Eine schließt %(earlier)s früher.",
            "Keine Kita hat so lange offen. %(num)s schließen %(earlier)s früher.",
            nearest.count,
        )
    more = {"later": duration(nearest.minutes_later), "earlier": duration(nearest.minutes_earlier)}
    return text % {**facts, **more}
