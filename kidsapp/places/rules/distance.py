"""How far places lie apart, on a round earth: good to half a percent, enough for the way to a Kita."""

import math
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


class Box(NamedTuple):
    """A rectangle in degrees; west may lie east of east where it crosses the date line."""

    south: float
    north: float
    west: float
    east: float


def haversine_km(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> float:
    """Distance of two points in kilometres (degrees in, WGS 84)."""
    phi_1, phi_2 = math.radians(lat_1), math.radians(lat_2)
    half_lat, half_lon = (phi_2 - phi_1) / 2, math.radians(lon_2 - lon_1) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_1) * math.cos(phi_2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def bounding_box(lat: float, lon: float, km: float) -> Box:
    """The smallest rectangle that holds every point within the distance, to narrow a search with."""
    angle = km / EARTH_RADIUS_KM
    phi, high = math.radians(lat), math.degrees(angle)
    if angle >= math.pi / 2 - abs(phi):
        return Box(max(-90.0, lat - high), min(90.0, lat + high), -180.0, 180.0)
    wide = math.degrees(math.asin(math.sin(angle) / math.cos(phi)))
    return Box(lat - high, lat + high, lon - wide, lon + wide)
