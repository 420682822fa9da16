"""How the city reaches PostgreSQL: with every statement, and never longer than it holds."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from psycopg import IsolationLevel

from kidsapp.municipality.models import District
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.municipality.walls import as_owner, refusal_to_trust_role
from kidsapp.web.middleware import city_of_host

KEYS = "SELECT key FROM municipality_district ORDER BY key"


def _rows() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(KEYS)
        return [key for (key,) in cursor.fetchall()]


@pytest.fixture
def two_cities(db):
    """Herne with the district h, Soest with s."""
    cities = municipality("herne"), municipality("soest")
    for city, key in zip(cities, "hs", strict=True):
        with municipality_scope(city.pk):
            District.objects.create(key=key, name=key)
    return cities


def test_a_statement_by_hand_that_forgets_the_city_finds_the_citys_own_rows_only(two_cities):
    herne, soest = two_cities
    with municipality_scope(herne.pk):
        assert _rows() == ["h"]
        with municipality_scope(soest.pk):
            assert _rows() == ["s"]
        assert _rows() == ["h"]
    assert _rows() == []


def test_going_back_to_a_savepoint_forgets_no_city(two_cities):
    herne, soest = two_cities
    with municipality_scope(herne.pk):
        with pytest.raises(RuntimeError), transaction.atomic(), municipality_scope(soest.pk):
            assert _rows() == ["s"]
            raise RuntimeError
        assert _rows() == ["h"]


def test_an_error_within_another_city_leaves_the_way_back_open(two_cities):
    herne, soest = two_cities
    with municipality_scope(herne.pk):
        with pytest.raises(DatabaseError), transaction.atomic(), municipality_scope(soest.pk):
            connection.cursor().execute("SELECT 1 / 0")
        assert _rows() == ["h"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_each_statement_has_the_city_and_nothing_stays_behind(two_cities):
    herne, _ = two_cities
    with municipality_scope(herne.pk):
        assert _rows() == ["h"]
        with transaction.atomic():
            assert _rows() == ["h"]
        District.objects.create(key="new", name="new")
        assert _rows() == ["h", "new"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kidsapp.city', true)")
        assert cursor.fetchone() == ("",)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_was_begun_in_one_message_is_undone_as_a_whole(two_cities):
    herne, _ = two_cities
    with municipality_scope(herne.pk):
        with pytest.raises(RuntimeError), transaction.atomic():
            assert _rows() == ["h"]
            District.objects.create(key="new", name="new")
            raise RuntimeError
        assert _rows() == ["h"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_another_kind_begins_as_it_is_meant_to_and_knows_the_city(two_cities):
    herne, _ = two_cities
    connection.connection.isolation_level = IsolationLevel.SERIALIZABLE
    try:
        with municipality_scope(herne.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("serializable",)
            assert _rows() == ["h"]
    finally:
        connection.connection.isolation_level = None


def test_an_answer_that_is_made_while_it_is_sent_belongs_to_its_city(two_cities, rf):
    def parts():
        for _ in range(2):
            yield ",".join(_rows())

    answer = city_of_host(lambda _request: StreamingHttpResponse(parts()))
    herne = answer(rf.get("/", headers={"host": "herne.localhost"}))
    soest = answer(rf.get("/", headers={"host": "soest.localhost"}))
    both = zip(herne.streaming_content, soest.streaming_content, strict=True)
    assert list(both) == [(b"h", b"s"), (b"h", b"s")]


@pytest.mark.django_db(transaction=True)
def test_a_page_that_failed_leaves_nothing_behind(two_cities, rf):

    herne, _ = two_cities

    def broken(_request):
        District.objects.create(key="half", name="half")
        return HttpResponse(status=500)

    city_of_host(broken)(rf.get("/", headers={"host": "herne.localhost"}))
    with municipality_scope(herne.pk):
        assert _rows() == ["h"]


@pytest.mark.django_db(transaction=True)
def test_a_role_that_walks_past_is_not_trusted(db):
    assert refusal_to_trust_role() is None
    with as_owner():
        assert "row-level security" in refusal_to_trust_role()


@pytest.mark.django_db(transaction=True)
def test_a_prepared_statement_is_planned_once_on_a_new_connection_too(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("force_generic_plan",)
