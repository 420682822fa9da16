"""How well opening hours fit a wish, and how far places lie apart; pure."""

import math
from collections.abc import Mapping
from enum import StrEnum

from kidsapp.kernel.opening_hours import Span, Week, missing

EARTH_RADIUS_KM = 6371.0088


class Match(StrEnum):
    """How well the opening hours cover the wished times."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


def match(wished: Mapping[int, Span], week: Week | None) -> Match:
    """How well a week covers the wished spans, one a day; an unknown week is unknown."""
    if week is None:
        return Match.UNKNOWN
    wanted = sum(span.minutes for span in wished.values())
    lacking = sum(gap.minutes for day, span in wished.items() for gap in missing(span, week.on(day)))
    if not lacking:
        return Match.FULL
    return Match.PARTIAL if lacking < wanted else Match.NONE


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, along the surface of a round earth (haversine)."""
    (lat_1, lon_1), (lat_2, lon_2) = (map(math.radians, point) for point in (one, other))
    half = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
