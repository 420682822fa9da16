"""What a page shows of one facility."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from babel.dates import get_month_names
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.kernel.texts import message
from kidsapp.page.jinja import day
from kidsapp.page.locales import babel_locale
from kidsapp.page.measures import kilometres, listed
from kidsapp.places.family.bands import BandRow, drawn, rows_of_match, rows_of_week, shortfalls
from kidsapp.places.models import Facility
from kidsapp.places.ports import FreePlaces
from kidsapp.places.queries.criteria import Point
from kidsapp.places.queries.facilities import FacilityFacts
from kidsapp.places.rules import Match, WeekMatch, haversine_km, week_match
from kidsapp.places.wording import age_range, kind_name, language_name

OF_AGE: Mapping[int, str] = {
    0: message("Kinder unter einem Jahr"),
    1: message("Einjährige"),
    2: message("Zweijährige"),
    3: message("Dreijährige"),
    4: message("Vierjährige"),
    5: message("Fünfjährige"),
    6: message("Sechsjährige"),
}


WORDS: Mapping[str, str] = {
    "number": message("Nummer"),
    "remember": message("Als Wunsch merken"),
    "remembered": message("Gemerkt. Entfernen"),
    "compare": message("vergleichen"),
    "full": message("passt ganz"),
    "partial": message("passt teilweise"),
    "none": message("passt nicht"),
    "unknown": message("Zeiten unbekannt"),
    "unsaid": message("Die Zeiten sind nicht eingetragen. Bitte fragen Sie nach."),
}
ANY = "-"


def card_words() -> Mapping[str, str]:
    """The words that stand on every card, in the reader's language."""
    return {name: gettext(text) for name, text in WORDS.items()}


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for, as far as a card speaks of it."""

    starts_on: date
    wished: Mapping[int, Span]
    age_months: tuple[int, int] | None
    hours_names: Mapping[str, str]
    language: str
    query: str = ""
    point: Point | None = None

    def km_to(self, facts: FacilityFacts) -> float | None:
        """How far away, where both points are known."""
        here, there = self.point, facts.point
        if not here or not there:
            return None
        return haversine_km(here.latitude, here.longitude, there.latitude, there.longitude)

    @cached_property
    def _base(self) -> str:
        return reverse("facility", kwargs={"public_id": ANY}).removesuffix(f"{ANY}/")

    def address_of(self, public_id: str) -> str:
        """The page of a facility, which takes the search along."""
        return f"{self._base}{public_id}/{'?' if self.query else ''}{self.query}"

    @cached_property
    def month(self) -> str:
        """The month of the start by name."""
        months = get_month_names("wide", "stand-alone", babel_locale(self.language))
        return str(months[self.starts_on.month])

    @cached_property
    def week(self) -> Week:
        """The wished times as a week."""
        return Week({day: (span,) for day, span in self.wished.items()})


@dataclass(frozen=True)
class Card:
    """One facility in words; what only its own page shows is put into words there."""

    facts: FacilityFacts
    url: str
    found: WeekMatch
    wanted: Wanted
    rows: Sequence[BandRow]
    places: str
    is_remembered: bool
    number: int = 0
    km: float | None = None

    def band(self, scale: tuple[int, int]) -> Markup:
        """The week drawn to scale."""
        return drawn(self.rows, scale)

    @property
    def match(self) -> str:
        """How well it fits the wished times; nothing without any, and not at all before it opens."""
        if opens_later(self.facts, self.wanted):
            return Match.NONE
        return self.found.kind if self.wanted.wished else ""

    @property
    def days(self) -> str:
        """That it opens only after the wished start, or closes one day; nothing of most."""
        opens_on, closes_on = self.facts.opens_on, self.facts.closes_on
        if opens_on and opens_later(self.facts, self.wanted):
            return gettext("Öffnet erst am %(day)s.") % {"day": day(opens_on)}
        return gettext("Schließt am %(day)s.") % {"day": day(closes_on)} if closes_on else ""

    @property
    def kind(self) -> str:
        """What kind of place it is."""
        return kind_name(self.facts.kind)

    @property
    def address(self) -> str:
        """Street and town; without a public house number only the street."""
        facts = self.facts
        return ", ".join(filter(None, [facts.street, f"{facts.postal_code} {facts.town}".strip()]))

    @property
    def tel(self) -> str:
        """The telephone number as a machine dials it."""
        return re.sub(r"[^\d+]", "", self.facts.phone)

    @property
    def web_url(self) -> str:
        """The web page as an address that a browser may open, or nothing."""
        return web_url(self.facts.web)

    @property
    def ages(self) -> str:
        """The ages that are taken; nothing when unknown."""
        return age_range(self.facts.age_from_months, self.facts.age_until_months)

    @property
    def hours(self) -> str:
        """The hours models on offer, under the city's names."""
        return listed(self._hours_names)

    @property
    def _hours_names(self) -> list[str]:
        return [self.wanted.hours_names.get(key, key) for key in self.facts.hours_models]

    @property
    def terms(self) -> str:
        """Ages and hours on one line."""
        return " · ".join(filter(None, [self.ages, *self._hours_names]))

    @property
    def falls_short(self) -> bool:
        """Whether some of the wished times is missing."""
        return self.found.kind in (Match.PARTIAL, Match.NONE)

    @property
    def languages(self) -> str:
        """The languages that are spoken."""
        return listed(language_name(code) for code in self.facts.languages)

    @property
    def shortfalls(self) -> list[str]:
        """What is missing of the wished times, in sentences."""
        return shortfalls(self.found)


def card(
    facts: FacilityFacts,
    wanted: Wanted,
    *,
    free: Sequence[FreePlaces] | None,
    is_remembered: bool,
    number: int = 0,
    km: float | None = None,
) -> Card:
    """A facility beside what the reader looks for."""
    found = week_match(wanted.week, facts.week)
    return Card(
        facts=facts,
        url=wanted.address_of(facts.public_id),
        found=found,
        wanted=wanted,
        rows=rows_of_match(found) if wanted.wished else rows_of_week(facts.week or Week({})),
        places=free_places_text(facts, free, wanted),
        is_remembered=is_remembered,
        number=number,
        km=km,
    )


def opens_later(facts: FacilityFacts, wanted: Wanted) -> bool:
    """Whether it is not open yet on the wished start."""
    return facts.opens_on is not None and facts.opens_on > wanted.starts_on


def free_places_text(facts: FacilityFacts, free: Sequence[FreePlaces] | None, wanted: Wanted) -> str:
    """How many places are free from the wished start; for child minders, who are not counted, ask them."""
    if opens_later(facts, wanted):
        return ""
    if free is None:
        return gettext("Plätze auf Anfrage") if facts.kind == Facility.Kind.CHILD_MINDER else ""
    if wanted.age_months is None:
        return _free_from(wanted, sum(places.count for places in free), "")
    months = wanted.age_months[0]
    fitting = [p.count for p in free if p.age_from_months <= months < p.age_until_months]
    return _free_from(wanted, sum(fitting), OF_AGE.get(months // 12, ""))


def _free_from(wanted: Wanted, count: int, whom: str) -> str:
    facts = {"month": wanted.month, "num": count, "whom": gettext(whom) if whom else ""}
    if not whom:
        if not count:
            return gettext("Ab %(month)s sind keine Plätze frei") % facts
        text = ngettext("Frei ab %(month)s: %(num)s Platz", "Frei ab %(month)s: %(num)s Plätze", count)
        return text % facts
    if not count:
        return gettext("Keine Plätze für %(whom)s") % facts
    text = ngettext(
        "Frei ab %(month)s: %(num)s Platz für %(whom)s",
        "Frei ab %(month)s: %(num)s Plätze für %(whom)s",
        count,
    )
    return text % facts


class Origin(NamedTuple):
    """An open list from which facilities come."""

    name: str
    url: str
    licence: str


def origins(facilities: Iterable[FacilityFacts]) -> list[Origin]:
    """The open lists from which facilities come, each once; what is invented has no source."""
    return sorted(
        {
            Origin(facts.source, web_url(facts.source_url), facts.source_licence)
            for facts in facilities
            if facts.source and not facts.is_invented
        }
    )


def fact_rows(card: Card) -> list[tuple[str, str]]:
    """Label and value of what a family may want to know; what is unknown says so."""
    facts, unknown = card.facts, gettext("nicht angegeben")
    return [
        (gettext("Träger"), facts.organisation or unknown),
        (gettext("Alter der Kinder"), card.ages or unknown),
        (gettext("Stunden in der Woche"), card.hours or unknown),
        (gettext("Sprachen"), card.languages or unknown),
        (gettext("Mit Rollstuhl erreichbar"), yes_or_no(facts.is_wheelchair_accessible)),
        (gettext("Kinder mit Behinderung"), yes_or_no(facts.is_inclusive)),
        (gettext("Mittagessen"), yes_or_no(facts.serves_lunch)),
        (gettext("Ortsteil"), facts.district or unknown),
    ]


def day_rows(facts: FacilityFacts, *, today: date) -> list[tuple[str, str]]:
    """First day of a facility that is not open yet, last day of one that closes; nothing of most."""
    coming = facts.opens_on if facts.opens_on and facts.opens_on > today else None
    is_over = facts.closes_on is not None and facts.closes_on < today
    ends = gettext("War offen bis") if is_over else gettext("Schließt am")
    named = ((gettext("Öffnet am"), coming), (ends, facts.closes_on))
    return [(label, day(value)) for label, value in named if value]


def way_row(cards: Sequence[Card]) -> list[tuple[str, list[str]]]:
    """How far away each is, where the search began at a place."""
    if all(shown.km is None for shown in cards):
        return []
    unknown = gettext("nicht angegeben")
    return [(gettext("Entfernung"), [unknown if c.km is None else kilometres(c.km) for c in cards])]


def contact_rows(card: Card) -> list[tuple[str, str]]:
    """Address, telephone and web page, for the comparison."""
    facts, unknown = card.facts, gettext("nicht angegeben")
    return [
        (gettext("Art"), card.kind),
        (gettext("Adresse"), card.address or unknown),
        (gettext("Telefon"), facts.phone or unknown),
        (gettext("Internet"), facts.web or unknown),
        (gettext("Freie Plätze"), card.places or unknown),
    ]


def yes_or_no(value: bool | None) -> str:
    """Ja, Nein, or that nobody said."""
    if value is None:
        return gettext("nicht angegeben")
    return gettext("ja") if value else gettext("nein")


def web_url(text: str) -> str:
    """A web page as an address that a browser may open, or nothing."""
    if not text or not (url := text if "://" in text else f"https://{text}").startswith(
        ("http://", "https://")
    ):
        return ""
    return url
