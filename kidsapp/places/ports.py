"""What places ask of others: where is this address, how many places are free, where do wishes lead."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Hit:
    """An address that a geocoder knows."""

    name: str
    latitude: float
    longitude: float


class Geocoder(Protocol):
    """Finds addresses; answers with nothing rather than raise when it is not reached."""

    def __call__(self, text: str) -> Sequence[Hit]:
        """The places that fit the text, best first."""
        ...


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """Places of one age bracket that are free in a kindergarten year; ages half-open."""

    age_from_months: int
    age_until_months: int
    count: int


class FreePlacesOf(Protocol):
    """Knows the free places of facilities; a facility that is absent from the answer is unknown."""

    def __call__(self, facility_ids: Collection[int], *, on: date) -> Mapping[int, Sequence[FreePlaces]]:
        """Free places of each facility on a day, one statement at most."""
        ...


def nothing_known(facility_ids: Collection[int], *, on: date) -> Mapping[int, Sequence[FreePlaces]]:
    """The plain answer where nobody counts places."""
    return {}


def no_address_known(text: str) -> Sequence[Hit]:
    """The plain answer where nobody knows addresses."""
    return []


class _GeocoderPort:
    find: Geocoder = staticmethod(no_address_known)


class _FreePlacesPort:
    of: FreePlacesOf = staticmethod(nothing_known)


class _WishesPort:
    url: Callable[[], str] = staticmethod(lambda: reverse("compare"))
    is_form_open: Callable[[HttpRequest], bool] = staticmethod(lambda request: False)


GEOCODER = _GeocoderPort()
FREE_PLACES = _FreePlacesPort()
WISHES = _WishesPort()
"""Where the remembered facilities lead: to comparing them, until pre-registration takes them up; and whether
its form waits for what is found here."""
