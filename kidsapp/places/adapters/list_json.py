"""JSON and GeoJSON (RFC 7946) as cities publish them."""

import json
import math
from collections.abc import Iterator
from typing import Any

from kidsapp.kernel.refusals import Refused
from kidsapp.places.adapters.list_text import decoded
from kidsapp.places.importing.mapping import Source
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import BadRow, RawRow


def json_rows(data: bytes, source: Source) -> Iterator[RawRow | BadRow]:
    """The entries of the list that ``records`` names, counted from 1."""
    is_geo = source.format == "geojson"
    path = source.records or ("features" if is_geo else "")
    encoding = source.encoding if source.encoding != "utf-8-sig" else _encoding(data)
    text, warnings = decoded(data, encoding)
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield BadRow(1, Refused(Why.NOT_JSON, {"line": getattr(error, "lineno", 1)}))
        return
    entries = list_at(found, path)
    if entries is None:
        yield BadRow(1, Refused(Why.NO_RECORDS, {"path": path or "."}))
    elif not entries:
        yield BadRow(1, Refused(Why.EMPTY_FILE))
    for line, entry in enumerate(entries or (), 1):
        yield _row(line, entry, is_geo, warnings)


def _encoding(data: bytes) -> str:
    return json.detect_encoding(data) if data else "utf-8-sig"


def list_at(found: Any, path: str) -> list[Any] | None:
    """The list at a dotted path; an object of objects counts as the list of them."""
    for key in filter(None, path.split(".")):
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, dict) and found and all(isinstance(entry, dict) for entry in found.values()):
        return list(found.values())
    return found if isinstance(found, list) else None


def _row(line: int, entry: Any, is_geo: bool, warnings: tuple[Refused, ...]) -> RawRow | BadRow:
    if not isinstance(entry, dict):
        return BadRow(line, Refused(Why.NOT_A_RECORD))
    if not is_geo:
        return RawRow(line, entry, warnings=warnings)
    properties = entry.get("properties")
    named = {"id": entry.get("id")} | (properties if isinstance(properties, dict) else {})
    return RawRow(line, named, point_of(entry.get("geometry")), warnings)


def point_of(geometry: Any) -> tuple[float, float] | None:
    """The point, or the middle of the box around whatever else is drawn."""
    positions = _positions(geometry.get("coordinates")) if isinstance(geometry, dict) else []
    if not positions:
        return None
    across, along = zip(*positions, strict=True)
    return _middle(across), _middle(along)


def _middle(values: tuple[float, ...]) -> float:
    return values[0] if len(values) == 1 else (min(values) + max(values)) / 2


def _positions(coordinates: Any) -> list[tuple[float, float]]:
    found, waiting = [], [coordinates]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, list):
            continue
        if len(part) >= 2 and all(_is_number(number) for number in part[:2]):
            found.append((float(part[0]), float(part[1])))
        else:
            waiting += part
    return found


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and _is_finite(found)


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
