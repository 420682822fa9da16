import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.places.rules import Area, Extent, bounding_box, haversine_km

HERNE, SOEST = (51.5380, 7.2250), (51.5711, 8.1058)
lats = st.floats(-89.9, 89.9)
lons = st.floats(-180, 180)
SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]


def test_herne_and_soest_lie_61_km_apart():
    assert haversine_km(*HERNE, *SOEST) == pytest.approx(61.1, abs=0.2)


def test_a_degree_of_latitude_is_111_km():
    assert haversine_km(51, 7, 52, 7) == pytest.approx(111.195, abs=0.001)


@given(lats, lons, lats, lons)
def test_distance_is_the_same_both_ways_and_at_most_half_the_earth(lat_1, lon_1, lat_2, lon_2):
    there, back = haversine_km(lat_1, lon_1, lat_2, lon_2), haversine_km(lat_2, lon_2, lat_1, lon_1)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016


@given(lats, st.floats(-90, 90), st.floats(0.01, 500), st.floats(-4, 4), st.floats(-4, 4))
def test_whatever_lies_within_the_distance_lies_in_the_box(lat, lon, km, north, east):
    other = (max(-90.0, min(90.0, lat + north)), lon + east)
    box = bounding_box(lat, lon, km)
    if haversine_km(lat, lon, *other) <= km * 0.999:
        assert box.south <= other[0] <= box.north
        assert box.west <= other[1] <= box.east


def test_the_box_of_a_city_is_as_wide_as_the_radius():
    box = bounding_box(*HERNE, 3)
    assert haversine_km(*HERNE, box.north, HERNE[1]) == pytest.approx(3, rel=1e-6)
    assert haversine_km(HERNE[0], box.west, HERNE[0], HERNE[1]) == pytest.approx(3, rel=1e-3)


def test_a_hole_is_outside():
    area = Area.of({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
    assert area.contains(2, 2)
    assert not area.contains(5, 5)
    assert not area.contains(11, 5)


def test_every_polygon_of_several_counts():
    far = [[lon + 100, lat] for lon, lat in SQUARE]
    area = Area.of({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [far]]})
    assert area.contains(2, 2)
    assert area.contains(2, 102)
    assert not area.contains(5, 5)
    assert not area.contains(2, 50)


@given(st.floats(0.001, 9.999), st.floats(0.001, 9.999), st.integers(0, 3))
def test_it_does_not_matter_where_a_ring_begins(lat, lon, shift):
    open_ring = SQUARE[:-1]
    turned = open_ring[shift:] + open_ring[:shift]
    area = Area.of({"type": "Polygon", "coordinates": [[*turned, turned[0]]]})
    assert area.contains(lat, lon)
    assert not area.contains(lat, lon + 10)


@pytest.mark.parametrize("geometry", [
    {}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon"},
    {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": [[]]},
    {"type": "Polygon", "coordinates": [[1, 2]]}, {"type": "Polygon", "coordinates": [[["a", "b"]]]},
    {"type": "MultiPolygon", "coordinates": 3},
])  # fmt: skip
def test_what_is_no_polygon_is_refused(geometry):
    with pytest.raises(ValueError):
        Area.of(geometry)


def test_real_kitas_lie_in_their_quarter():
    folder = Path(__file__).parent / "lists"
    quarter = json.loads((folder / "flensburg_altstadt.geojson").read_text(encoding="utf-8"))
    area = Area.of(quarter["geometry"])
    assert area.contains(54.792274, 9.429929)
    assert not area.contains(54.776, 9.44)


def test_the_edges_belong_to_an_extent():
    extent = Extent(south=51, west=7, north=52, east=8)
    assert extent.contains(51, 7)
    assert not extent.contains(50.999, 7.5)
