import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.places.rules import bounding_box, haversine_km

HERNE, SOEST = (51.5380, 7.2250), (51.5711, 8.1058)
lats = st.floats(-89.9, 89.9)
lons = st.floats(-180, 180)


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
