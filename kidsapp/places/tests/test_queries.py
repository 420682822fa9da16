import pytest

from kidsapp.kernel.opening_hours import Span
from kidsapp.places.queries import Criteria, Point, search
from kidsapp.places.tests.factories import CENTRE, facility

pytestmark = pytest.mark.django_db
HERE = Point(*CENTRE)


def names(criteria: Criteria) -> list[str]:
    return [found.facts.name for found in search(criteria).facilities]


def test_the_nearest_comes_first(herne):
    facility("fern", latitude=CENTRE[0] + 0.02)
    facility("nah", latitude=CENTRE[0] + 0.01)
    assert names(Criteria(point=HERE)) == ["nah", "fern"]


def test_a_full_match_comes_before_a_nearer_partial_one(herne):
    facility("halb", hours="mon 08:30-17:00")
    facility("ganz", hours="mon 07:00-16:45", latitude=CENTRE[0] + 0.01)
    facility("unbekannt")
    facility("zu", hours="tue 07:00-16:00")
    wished = {0: Span(420, 930)}
    found = search(Criteria(point=HERE, wished=wished))
    assert [(f.facts.name, f.match) for f in found.facilities] == [
        ("ganz", "full"), ("halb", "partial"), ("zu", "none"), ("unbekannt", "unknown")
    ]  # fmt: skip
    assert found.full_matches == 1
