"""Where is that: an address in words becomes a point, or a choice of points."""

from dataclasses import dataclass
from typing import Any

from kidsapp.places.ports import GEOCODER, Hit
from kidsapp.places.queries.criteria import Point


@dataclass(frozen=True, slots=True)
class Located:
    """A point with its name; or, where the words fit several, those to choose from; or neither."""

    point: Point | None = None
    name: str = ""
    choices: tuple[Hit, ...] = ()


def located(address: str, *, latitude: float | None, longitude: float | None, at: str) -> Located:
    """The point of an address.

    A point that came along counts while the address still reads as it did when the point was found (``at``).
    """
    if latitude is not None and longitude is not None and address == at:
        return Located(Point(latitude, longitude), address)
    if not address:
        return Located()
    hits = tuple(GEOCODER.find(address))
    if len(hits) == 1:
        return Located(Point(hits[0].latitude, hits[0].longitude), hits[0].name)
    return Located(choices=hits)


def located_by_form(cleaned: dict[str, Any]) -> Located:
    """The point of what was typed into the search form."""
    return located(
        cleaned.get("address", ""),
        latitude=cleaned.get("lat"),
        longitude=cleaned.get("lon"),
        at=cleaned.get("at", ""),
    )
