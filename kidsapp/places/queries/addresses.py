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


def carried(address: str, *, latitude: float | None, longitude: float | None, at: str) -> Point | None:
    """A point that came along: it counts while the address still reads as when it was found (``at``)."""
    if latitude is None or longitude is None or address != at:
        return None
    return Point(latitude, longitude)


def located(address: str, *, latitude: float | None, longitude: float | None, at: str) -> Located:
    """The point of an address."""
    if point := carried(address, latitude=latitude, longitude=longitude, at=at):
        return Located(point, address)
    if not address:
        return Located()
    hits = tuple(GEOCODER.find(address))
    if len(hits) == 1:
        return Located(Point(hits[0].latitude, hits[0].longitude), hits[0].name)
    return Located(choices=hits)


def located_by_form(cleaned: dict[str, Any]) -> Located:
    """The point of what was typed into the search form."""
    return located(**_typed(cleaned))


def typed_address(cleaned: dict[str, Any]) -> str:
    """What was typed as an address and has still to be found; nothing where its point came along."""
    return "" if carried(**_typed(cleaned)) else cleaned.get("address", "")


def carried_by_form(cleaned: dict[str, Any]) -> Located:
    """The same as far as the search found it before; nobody is asked again."""
    return Located(carried(**_typed(cleaned)), cleaned.get("address", ""))


def _typed(cleaned: dict[str, Any]) -> dict[str, Any]:
    typed = {"address": cleaned.get("address", ""), "at": cleaned.get("at", "")}
    return {**typed, "latitude": cleaned.get("lat"), "longitude": cleaned.get("lon")}
