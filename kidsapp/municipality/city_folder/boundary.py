"""The city's boundary as GeoJSON (RFC 7946): one Polygon or MultiPolygon, longitude first."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kidsapp.municipality.city_folder.sheets import Finding, text_of

FILE = "boundary.geojson"
LEAST_POINTS = 4


def read_boundary(folder: Path, findings: list[Finding]) -> dict[str, Any] | None:
    """The geometry of the file, or nothing when there is no file or something is wrong in it."""
    path = folder / FILE
    if not path.exists() or (text := text_of(path, findings)) is None:
        return None
    try:
        geometry = _geometry(json.loads(text))
    except (ValueError, RecursionError) as error:
        findings.append(Finding(FILE, "", f"is not GeoJSON: {error}"))
        return None
    key, problem = _problem(geometry)
    if problem:
        findings.append(Finding(FILE, key, problem))
        return None
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def _geometry(found: Any) -> Any:
    """The geometry itself, that of a feature, or that of a collection's only feature."""
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        found = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    return found


def _problem(geometry: Any) -> tuple[str, str]:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return "type", "must be one Polygon or MultiPolygon"
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not _is_filled_list(polygons) or not all(_is_filled_list(rings) for rings in polygons):
        return "coordinates", "must be lists of rings"
    for number, ring in enumerate((ring for rings in polygons for ring in rings), 1):
        if problem := _problem_of_ring(ring):
            return f"coordinates (ring {number})", problem
    return "", ""


def _is_filled_list(found: Any) -> bool:
    return isinstance(found, list) and bool(found)


def _problem_of_ring(ring: Any) -> str:
    if not isinstance(ring, list) or not all(_is_position(position) for position in ring):
        return "must be a list of [longitude, latitude]"
    if len(ring) < LEAST_POINTS:
        return f"needs at least {LEAST_POINTS} points"
    return "" if ring[0] == ring[-1] else "is not closed: the last point must be the first"


def _is_position(found: Any) -> bool:
    if not isinstance(found, list) or len(found) < 2:
        return False
    return _is_degree(found[0], 180) and _is_degree(found[1], 90)


def _is_degree(found: Any, most: int) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and -most <= found <= most
