import pytest
from django.db import connection, connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def line():
    """A connection of its own, kept open."""
    copy = connection.copy()
    copy.ensure_connection()
    yield copy
    copy.close()


def end(pid):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_connection_that_lives_is_usable_without_a_statement(line, django_assert_num_queries):
    with django_assert_num_queries(0, connection=line):
        assert line.is_usable()


def test_a_connection_that_the_server_has_ended_is_not_usable(line):
    end(line.connection.info.backend_pid)
    assert not line.is_usable()


def test_a_connection_on_which_the_server_has_only_said_something_stays_usable(line):
    with line.cursor() as cursor:
        cursor.execute("LISTEN speech")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY speech")
    assert line.is_usable()


def test_after_the_server_ended_a_connection_the_next_request_gets_a_new_one(line):
    line.close_at = None
    line.settings_dict["CONN_HEALTH_CHECKS"] = True
    end(line.connection.info.backend_pid)
    line.health_check_enabled, line.health_check_done = True, False
    with line.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
