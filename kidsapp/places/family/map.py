"""What the map island is told: tiles, extent, the point searched around, and the hits."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.municipality.queries import City
from kidsapp.places.queries.criteria import Point
from kidsapp.places.queries.facilities import FacilityFacts
from kidsapp.places.queries.search import FoundPoint

USUAL_TILES: Mapping[str, Any] = {
    "url": (
        "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_farbe/default/"
        "GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png"
    ),
    "attribution": "© basemap.de / BKG",
    "max_zoom": 18,
}
"""basemap.de, the open map of the German surveying offices (CC BY 4.0)."""


def tiles_of(city: City) -> dict[str, Any]:
    """The tiles of a city's map: url with its parts in braces, attribution, max_zoom."""
    return {**USUAL_TILES, **city.row.profile.get("map_tiles", {})}


def map_of_search(
    frame: Mapping[str, Any],
    point: Point | None,
    radius_km: float | None,
    points: Iterable[FoundPoint],
    query: str = "",
) -> dict[str, Any]:
    """The map of a search with its numbered pins, which take the search along."""
    pins = [[p.number, p.public_id, p.name, *_degrees(p.point), p.match or "plain"] for p in points]
    around = _degrees(point) if point else None
    search = f"?{query}" if query else ""
    return {**frame, "pins": pins, "around": around, "radius_km": radius_km, "search": search}


def map_of_facilities(city: City, facilities: Iterable[FacilityFacts]) -> dict[str, Any]:
    """The map of single facilities."""
    pins = [
        [number, facts.public_id, facts.name, *_degrees(facts.point), "plain"]
        for number, facts in enumerate(facilities, 1)
        if facts.point
    ]
    frame = map_frame(city)
    words = {**frame["words"], "offline": gettext("Die Karte ist gerade nicht erreichbar.")}
    return {**frame, "words": words, "pins": pins, "around": None, "radius_km": None}


def _degrees(point: Point) -> tuple[float, float]:
    return round(point.latitude, 5), round(point.longitude, 5)


def map_frame(city: City) -> dict[str, Any]:
    """Tiles, extent and words: the same for every map of a city in a language."""
    return {
        "tiles": tiles_of(city),
        "url": reverse("facility", kwargs={"public_id": "-"}),
        "words": {
            "full": gettext("passt ganz"),
            "partial": gettext("passt teilweise"),
            "none": gettext("passt nicht"),
            "unknown": gettext("Zeiten unbekannt"),
            "remember": gettext("Als Wunsch merken"),
            "around": gettext("Ihr Ort"),
            "loading": gettext("Die Karte kommt gleich."),
            "offline": gettext("Die Karte ist gerade nicht erreichbar. Die Liste zeigt dasselbe."),
            "close": gettext("Schließen"),
            "zoom_in": gettext("Karte vergrößern"),
            "zoom_out": gettext("Karte verkleinern"),
        },
    }
