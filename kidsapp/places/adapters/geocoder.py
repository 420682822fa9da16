"""A geocoder service that answers like Nominatim, and its twin for demonstrations and tests."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kidsapp.municipality.queries import map_extent
from kidsapp.places.adapters.gazetteer import find_in_gazetteer
from kidsapp.places.ports import Geocoder, Hit

TIMEOUT_SECONDS = 2.0
MOST_HITS = 5
MOST_BYTES = 200_000
log = logging.getLogger(__name__)


class _Stay(HTTPRedirectHandler):
    """An address that was typed goes to the service that the operator chose, and nowhere else."""

    def redirect_request(self, *_answer: Any) -> None:
        """Follow nothing: what answers so is an error."""


_opener = build_opener(_Stay)


@dataclass(frozen=True, slots=True)
class GeocoderService:
    """Asks ``<base>/search`` for places in the extent; where it fails or knows none, the fallback answers."""

    base_url: str
    fallback: Geocoder
    extent: Callable[[], Mapping[str, float]]
    timeout_seconds: float = TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for an address that is not of the web."""
        if not self.base_url.startswith(("https://", "http://")):
            raise ValueError(f"not the address of a geocoder: {self.base_url}")

    def __call__(self, text: str) -> Sequence[Hit]:
        """The places that the service knows, else those of the fallback."""
        try:
            found = _read(self._answer(text))
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            log.warning("geocoder did not answer")
            found = []
        return found or self.fallback(text)

    def _answer(self, text: str) -> Any:
        box = ",".join(str(self.extent()[side]) for side in ("west", "south", "east", "north"))
        asked_for = {"q": text, "format": "jsonv2", "limit": MOST_HITS, "viewbox": box, "bounded": 1}
        query = urlencode(asked_for)
        asked = Request(f"{self.base_url.rstrip('/')}/search?{query}", headers={"User-Agent": "KidsApp"})  # noqa: S310
        with _opener.open(asked, timeout=self.timeout_seconds) as answer:
            return json.loads(answer.read(MOST_BYTES))


def geocoder_at(base_url: str) -> Geocoder:
    """The service at an address, with the city's own lists behind it; without an address, the lists alone."""
    return GeocoderService(base_url, find_in_gazetteer, map_extent) if base_url else find_in_gazetteer


def _read(rows: Any) -> list[Hit]:
    hits = {row["display_name"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    return [Hit(name, *point) for name, point in hits.items()]
