"""Kitas and child minders by their names, or those of their providers, as somebody types them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.queries.criteria import CARE_KINDS
from kidsapp.places.rules import Fit, name_test

T = TypeVar("T")
MOST_PLACES, MOST_PROVIDERS = 6, 3
NAMES = """
SELECT f.public_id, f.name, o.public_id, o.name, f.street,
    CASE WHEN f.shows_house_number THEN f.house_number ELSE '' END,
    f.postal_code, f.town, coalesce(d.name, '')
FROM places_facility f
JOIN places_organisation o ON o.id = f.organisation_id
LEFT JOIN municipality_district d ON d.id = f.district_id
WHERE f.municipality_id = %(city)s AND f.is_listed AND f.kind = ANY(%(kinds)s)
    AND (f.closes_on IS NULL OR f.closes_on >= %(today)s)
ORDER BY f.name_key, f.id
"""
"""All of the city: the rule knows slips and letters that no index without extension knows (decision 0029)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place whose name fits, with what tells it from another of the same name."""

    public_id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NamesFound:
    """The places, and providers as key and name, whose names fit what was typed, the best first."""

    places: tuple[Named, ...] = ()
    providers: tuple[tuple[str, str], ...] = ()
    has_more: bool = False
    is_misspelt: bool = False

    def __bool__(self) -> bool:
        """Whether any name fits."""
        return bool(self.places or self.providers)


@dataclass(frozen=True, slots=True)
class _Row:
    public_id: str
    name: str
    organisation_id: str
    organisation: str
    street: str
    house_number: str
    postal_code: str
    town: str
    district: str

    @property
    def address(self) -> str:
        lines = (f"{self.street} {self.house_number}", f"{self.postal_code} {self.town}")
        return ", ".join(filter(None, map(str.strip, lines)))

    @property
    def beside(self) -> str:
        return f"{self.organisation} {self.address} {self.district}"


Fitted = list[tuple[Fit, T]]


def names_found(typed: str, *, today: date, is_address: bool) -> NamesFound:
    """The names that fit; of what is an address too only those that begin with its words. One statement."""
    rows, fits = _rows(today), name_test(typed)
    owners = {row.organisation_id: row.organisation for row in rows if row.organisation}
    places = _fitted((fits(row.name, row.beside), row) for row in rows)
    providers = _fitted((fits(name, ""), (key, name)) for key, name in owners.items())
    worst = Fit.BEGINS if is_address else _worst(places + providers)
    shown = _best(places, worst)
    return NamesFound(
        tuple(Named(row.public_id, row.name, row.address) for row in shown[:MOST_PLACES]),
        tuple(_best(providers, worst)[:MOST_PROVIDERS]),
        has_more=len(shown) > MOST_PLACES,
        is_misspelt=worst > Fit.HOLDS,
    )


def ids_by_name(typed: str, *, today: date) -> tuple[str, ...]:
    """The public ids of all places whose own name or whose provider's fits, the best first. One statement."""
    fits = name_test(typed)
    rows = _rows(today)
    fitted = _fitted((fits(f"{row.name} {row.organisation}", row.beside), row.public_id) for row in rows)
    return tuple(_best(fitted, _worst(fitted)))


def _rows(today: date) -> list[_Row]:
    return [_Row(*row) for row in rows_of_city(NAMES, kinds=list(CARE_KINDS), today=today)]


def _fitted(tested: Iterable[tuple[Fit | None, T]]) -> Fitted[T]:
    return [(fit, what) for fit, what in tested if fit is not None]


def _worst(fitted: Fitted[Any]) -> Fit:
    """What is still shown: slips are only supposed where nothing fits with fewer."""
    return max(Fit.HOLDS, min((fit for fit, _what in fitted), default=Fit.HOLDS))


def _best(fitted: Fitted[T], worst: Fit) -> list[T]:
    found = sorted((pair for pair in fitted if pair[0] <= worst), key=itemgetter(0))
    return [what for _fit, what in found]
