"""Addresses from the city's own lists: postal codes, districts and streets; house numbers are passed over.

Streets are those of the gazetteer, and those in which a Kita lies: an imported list brings its own.
"""

import re
from collections.abc import Iterator

from kidsapp.kernel.folding import folded
from kidsapp.municipality.models import GazetteerEntry
from kidsapp.municipality.queries import gazetteer_hits
from kidsapp.places.ports import Hit
from kidsapp.places.queries.facilities import streets

_HOUSE_NUMBER = re.compile(r"\s+\d+\s*[a-zA-Z]?\s*$")
_POSTAL_CODE = re.compile(r"\b\d{5}\b")


def find_in_gazetteer(text: str) -> list[Hit]:
    """What the local lists know; where whole names fit, only those."""
    for attempt in _attempts(text):
        if entries := gazetteer_hits(attempt):
            whole = [entry for entry in entries if entry.folded == folded(attempt)]
            return _hits(whole or entries)
        if hits := _streets_of_places(attempt):
            return hits
    return []


def _streets_of_places(text: str) -> list[Hit]:
    wanted = folded(text)
    found = (row for row in streets() if folded(row[0]) == wanted)
    return [Hit(", ".join(filter(None, (street, code))), lat, lon) for street, code, lat, lon in found]


def _attempts(text: str) -> Iterator[str]:
    """The text, then less and less of it: the street alone, without its number, the postal code."""
    street = text.partition(",")[0].strip()
    postal_code = _POSTAL_CODE.search(text)
    candidates = [text.strip(), street, _HOUSE_NUMBER.sub("", street), postal_code[0] if postal_code else ""]
    yield from dict.fromkeys(filter(None, candidates))


def _hits(entries: list[GazetteerEntry]) -> list[Hit]:
    names = {_name(entry): entry for entry in reversed(entries)}
    return [Hit(name, entry.latitude, entry.longitude) for name, entry in reversed(names.items())]


def _name(entry: GazetteerEntry) -> str:
    is_in_name = not entry.postal_code or entry.postal_code in entry.name
    return entry.name if is_in_name else f"{entry.name}, {entry.postal_code}"
