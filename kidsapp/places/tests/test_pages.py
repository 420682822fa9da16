import pytest

from kidsapp.places.tests.factories import facility

pytestmark = pytest.mark.django_db


def test_the_finder_lists_kitas(visitor):
    facility("Kita Kanalblick", hours="mon-fri 07:00-16:30")
    page = visitor.get("/de/kita/").content.decode()
    assert "Kita Kanalblick" in page
