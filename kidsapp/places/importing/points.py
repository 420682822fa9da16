"""Coordinates of a row, or why it has none."""

import math
import re

from kidsapp.places.importing.cells import Cells, quoted
from kidsapp.places.importing.geometry import degrees_of_utm32, in_germany
from kidsapp.places.importing.refusals import ImportRefusal as Why

DECIMALS = 7
"""About a centimetre."""


def point_of(cells: Cells) -> tuple[float, float] | None:
    """Latitude and longitude, from the columns or from the geometry beside them."""
    lon_text, lat_text = cells.text("lon"), cells.text("lat")
    is_written = "lat" in cells.mapping.columns or "lon" in cells.mapping.columns
    written = (number_of(lon_text), number_of(lat_text)) if is_written else cells.row.point
    if (is_written and not (lon_text or lat_text)) or written is None:
        cells.warn(Why.NO_POINT, target="lat")
        return None
    across, along = written
    point = None if across is None or along is None else _in_degrees(cells, across, along)
    if point is None:
        shown = f"{lat_text} {lon_text}" if is_written else f"{along} {across}"
        cells.warn(Why.BAD_POINT, target="lat", found=quoted(shown.strip()))
    return point


def number_of(text: str) -> float | None:
    """A number with decimal point or comma, and points between thousands."""
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?", text := text.strip(" °")):
        return None
    return float(text)


def _in_degrees(cells: Cells, across: float, along: float) -> tuple[float, float] | None:
    if cells.mapping.units.coordinates == "utm32":
        point = degrees_of_utm32(across, along) or (math.inf, math.inf)
    else:
        point = (along, across)
    if in_germany(*point[::-1]):
        cells.warn(Why.SWAPPED_POINT, target="lat")
        point = point[::-1]
    return (round(point[0], DECIMALS), round(point[1], DECIMALS)) if in_germany(*point) else None
