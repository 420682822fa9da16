import pytest

from kidsapp.municipality.models import District
from kidsapp.municipality.scope import MissingScope, municipality_scope
from kidsapp.municipality.tests.factories import municipality

pytestmark = pytest.mark.django_db


def test_a_query_without_a_city_raises():
    with pytest.raises(MissingScope):
        District.objects.count()


def test_a_city_sees_only_its_own_rows():
    herne, soest = municipality("herne"), municipality("soest")
    with municipality_scope(herne.pk):
        District.objects.create(key="sodingen", name="Sodingen")
    with municipality_scope(soest.pk):
        assert not District.objects.exists()


def test_related_rows_are_scoped_too():
    herne = municipality("herne")
    with municipality_scope(herne.pk):
        district = District.objects.create(key="sodingen", name="Sodingen")
    with pytest.raises(MissingScope):
        district.refresh_from_db()
