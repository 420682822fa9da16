"""Points: inside a boundary or not, and from UTM zone 32 to degrees."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

GERMANY = ((47.0, 55.2), (5.5, 15.2))
"""Latitudes and longitudes between which every place in Germany lies."""

Ring = Sequence[Sequence[float]]


def in_germany(lat: float, lon: float) -> bool:
    """Whether a point may lie in Germany at all."""
    (south, north), (west, east) = GERMANY
    return south <= lat <= north and west <= lon <= east


def is_inside(boundary: Mapping[str, Any], *, lat: float, lon: float) -> bool:
    """Whether a point lies in a Polygon or MultiPolygon (RFC 7946), and in none of its holes."""
    coordinates = boundary["coordinates"]
    polygons = [coordinates] if boundary["type"] == "Polygon" else coordinates
    return any(sum(_is_in_ring(ring, lat, lon) for ring in rings) % 2 == 1 for rings in polygons)


def _is_in_ring(ring: Ring, lat: float, lon: float) -> bool:
    """Even-odd rule: an eastward ray crosses the ring an odd number of times."""
    return sum(_is_crossed(a, b, lat, lon) for a, b in _edges(ring)) % 2 == 1


def _edges(ring: Ring) -> Iterable[tuple[Sequence[float], Sequence[float]]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _is_crossed(a: Sequence[float], b: Sequence[float], lat: float, lon: float) -> bool:
    if (a[1] > lat) == (b[1] > lat):
        return False
    return lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])


# GRS 80 and zone 32 of ETRS89/UTM (EPSG:25832); series of Krüger (1912) in the third flattening n,
# as given by Karney, Transverse Mercator with an accuracy of a few nanometers (2011), equations 12, 36
# and 19 to 21.
_EQUATOR, _FLATTENING, _SCALE, _FALSE_EASTING, _CENTRE = (
    6_378_137.0,
    1 / 298.257222101,
    0.9996,
    500_000.0,
    9.0,
)
_N = _FLATTENING / (2 - _FLATTENING)
_RADIUS = _EQUATOR / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96,
    _N**2 / 48 + _N**3 / 15,
    17 * _N**3 / 480,
)
_ECCENTRICITY = math.sqrt(_FLATTENING * (2 - _FLATTENING))
_SHORTENING = 1 - _ECCENTRICITY**2


def degrees_of_utm32(easting: float, northing: float) -> tuple[float, float] | None:
    """Latitude and longitude of metres in UTM zone 32, to a millimetre; nothing far outside the zone."""
    if not (abs(easting) < 2_000_000 and 0 <= northing < 9_000_000):
        return None
    xi, eta = northing / (_SCALE * _RADIUS), (easting - _FALSE_EASTING) / (_SCALE * _RADIUS)
    north, east = xi, eta
    for order, beta in enumerate(_BETA, 1):
        north -= beta * math.sin(2 * order * xi) * math.cosh(2 * order * eta)
        east -= beta * math.cos(2 * order * xi) * math.sinh(2 * order * eta)
    conformal = math.sin(north) / math.hypot(math.sinh(east), math.cos(north))
    longitude = _CENTRE + math.degrees(math.atan2(math.sinh(east), math.cos(north)))
    return math.degrees(math.atan(_tangent_of_latitude(conformal))), longitude


def _tangent_of_latitude(conformal: float) -> float:
    """The tangent of the latitude from that of the conformal latitude, by three steps of Newton."""
    tangent = conformal
    for _step in range(3):
        root = math.sqrt(1 + tangent**2)
        sigma = math.sinh(_ECCENTRICITY * math.atanh(_ECCENTRICITY * tangent / root))
        guess = tangent * math.sqrt(1 + sigma**2) - sigma * root
        bend = (1 + _SHORTENING * tangent**2) / (_SHORTENING * root)
        tangent += (conformal - guess) / math.sqrt(1 + guess**2) * bend
    return tangent
