"""What lies within a city: its boundary as polygons with holes, and the extent of its map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle in degrees, as a city's map has it."""

    south: float
    west: float
    north: float
    east: float

    def contains(self, lat: float, lon: float) -> bool:
        """Whether the point lies in the rectangle; the edges belong to it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True, slots=True)
class Area:
    """Rings of one or more polygons, as (longitude, latitude), with the rectangle that holds them."""

    rings: tuple[Ring, ...]
    extent: Extent

    @classmethod
    def of(cls, geometry: Mapping[str, Any]) -> "Area":
        """From a GeoJSON Polygon or MultiPolygon (RFC 7946); raise ``ValueError`` for anything else."""
        kind, found = geometry.get("type"), geometry.get("coordinates")
        if kind not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"not a polygon: {kind}")
        try:
            rings = tuple(_ring(ring) for polygon in _polygons(kind, found) for ring in polygon)
        except (TypeError, IndexError) as error:
            raise ValueError("not the coordinates of a polygon") from error
        if not any(rings):
            raise ValueError("a polygon without points")
        return cls(rings, _extent(point for ring in rings for point in ring))

    def contains(self, lat: float, lon: float) -> bool:
        """Whether the point lies inside, by the even-odd rule, so that holes are outside.

        A point exactly on an edge may fall on either side; no Kita stands on the line.
        """
        if not self.extent.contains(lat, lon):
            return False
        return sum(_crossings(ring, lat, lon) for ring in self.rings) % 2 == 1


def _polygons(kind: str, found: Any) -> Sequence[Any]:
    polygons: Sequence[Any] = [found] if kind == "Polygon" else found
    return polygons


def _ring(points: Iterable[Sequence[Any]]) -> Ring:
    return tuple((float(point[0]), float(point[1])) for point in points)


def _extent(points: Iterable[tuple[float, float]]) -> Extent:
    lons, lats = zip(*points, strict=True)
    return Extent(south=min(lats), west=min(lons), north=max(lats), east=max(lons))


def _crossings(ring: Ring, lat: float, lon: float) -> int:
    """How many edges a line from the point to the east crosses (Shimrat 1962, Hormann and Agathos 2001)."""
    count = 0
    x_1, y_1 = ring[-1] if ring else (0.0, 0.0)
    for x_2, y_2 in ring:
        if (y_1 > lat) != (y_2 > lat) and lon < (x_2 - x_1) * (lat - y_1) / (y_2 - y_1) + x_1:
            count += 1
        x_1, y_1 = x_2, y_2
    return count
