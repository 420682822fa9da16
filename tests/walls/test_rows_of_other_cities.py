"""Row-level security, table by table as the schema lists them, with a row of each of two cities.

Whatever else a table asks of its rows (foreign keys, checks, values that must be there) is taken away for the
test, in a transaction that is rolled back; only the walls stand.
"""

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from kidsapp.municipality.postgresql.base import TELL
from kidsapp.municipality.walls import APPEND_ONLY, BYPASSES, CITY, POLICY, TABLES
from tests.database import ROLE

HERNE, SOEST = 1, 2

GLOBAL = {
    "people_account": "one person may have roles in several cities",
    "account_emailaddress": "of accounts",
    "account_emailconfirmation": "of accounts",
    "auth_group": "of Django's accounts; empty",
    "auth_group_permissions": "of Django's accounts; empty",
    "auth_permission": "names of tables",
    "django_content_type": "names of tables",
    "django_migrations": "which migrations ran",
    "django_session": "a log-in is read before the city is known to matter",
    "municipality_municipality": "the cities themselves",
    "mfa_authenticator": "of accounts; its secrets are locked",
    "socialaccount_socialaccount": "of accounts",
    "socialaccount_socialapp": "empty: providers stand in the cities' folders",
    "socialaccount_socialtoken": "empty: no token is kept",
    "usersessions_usersession": "of accounts",
    "web_cache": "counts of attempts to log in",
}
"""Tables without a city, each with the reason."""
QUEUE = "procrastinate_"
"""The queue's own tables: they hold names of jobs and ids, never content."""

EVERY_TABLE = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
WALLS_OF = """
    SELECT c.relrowsecurity, c.relforcerowsecurity, p.polcmd, p.polpermissive, p.polroles,
           pg_get_expr(p.polqual, p.polrelid), p.polwithcheck
    FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.oid = %s::regclass
"""
STRIPPED = """
    SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', conrelid::regclass::text, conname) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('c', 'x')
    UNION ALL
    SELECT format('ALTER TABLE %%I ALTER COLUMN %%I DROP NOT NULL', table_name, column_name)
    FROM information_schema.columns
    WHERE table_name = %s AND is_nullable = 'NO' AND column_name <> 'id'
"""


def _connected(user: str) -> psycopg.Connection:
    """A connection of our own, past Django."""
    known = ("dbname", "host", "port", "password")
    at = {name: value for name, value in connection.get_connection_params().items() if name in known}
    return psycopg.connect(**at, user=user)


@pytest.fixture
def owner(django_db_setup):
    with _connected(connection.settings_dict["OWNER"]["USER"]) as found:
        yield found
        found.rollback()


@pytest.fixture
def tables(owner):
    return [name for (name,) in owner.execute(TABLES)]


@pytest.fixture
def filled(owner, tables):
    """Two rows in every table of cities; from here on the connection acts as the application's role."""
    owner.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        for (statement,) in owner.execute(STRIPPED, [table, table]).fetchall():
            owner.execute(statement)
        owner.execute(_of("INSERT INTO {} (municipality_id) VALUES (1), (2)", table))
        assert owner.execute(_of("SELECT count(*) FROM {}", table)).fetchone() == (2,), table
    owner.execute("SET LOCAL session_replication_role = origin")
    owner.execute(f"SET LOCAL ROLE {ROLE}")
    return owner


def _of(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))


def test_every_table_belongs_to_a_city_or_is_global_with_a_reason(owner, tables):
    found = {name for (name,) in owner.execute(EVERY_TABLE) if not name.startswith(QUEUE)}
    assert found - set(tables) == set(GLOBAL)


def test_every_table_of_cities_stands_behind_the_same_wall(owner, tables):
    asked = "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = %s LIMIT 1"
    (expected,) = owner.execute(asked, [POLICY]).fetchone()
    assert CITY.split("'")[1] in expected
    for table in tables:
        assert owner.execute(WALLS_OF, [table]).fetchall() == [
            (True, True, "*", True, [0], expected, None)
        ], table


def test_the_applications_role_cannot_walk_past(owner):
    with _connected(ROLE) as application:
        assert application.execute("SELECT current_user").fetchone() == (ROLE,)
        assert application.execute(BYPASSES).fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("ALTER TABLE people_child DISABLE ROW LEVEL SECURITY")


def test_without_a_city_nothing_is_there(filled, tables):
    for table in tables:
        assert filled.execute(_of("SELECT count(*) FROM {}", table)).fetchone() == (0,), table


def test_in_one_city_nothing_of_another_is_there(filled, tables):
    filled.execute(TELL, [str(HERNE)])
    for table in tables:
        seen = filled.execute(_of("SELECT municipality_id FROM {}", table)).fetchall()
        assert seen == [(HERNE,)], table


def test_in_one_city_nothing_of_another_is_changed_or_deleted(filled, tables):
    filled.execute(TELL, [str(HERNE)])
    for table in set(tables).difference(APPEND_ONLY):
        move = _of("UPDATE {} SET municipality_id = municipality_id WHERE municipality_id = 2", table)
        assert filled.execute(move).rowcount == 0, table
        assert filled.execute(_of("DELETE FROM {} WHERE municipality_id = 2", table)).rowcount == 0, table


@pytest.mark.parametrize("city", ["", "1"])
def test_no_row_is_written_into_another_city(filled, tables, city):
    filled.execute(TELL, [city])
    for table in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), filled.transaction():
            filled.execute(_of("INSERT INTO {} (municipality_id) VALUES (2)", table))


def test_no_row_is_carried_into_another_city(filled, tables):
    filled.execute(TELL, [str(HERNE)])
    for table in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), filled.transaction():
            filled.execute(_of("UPDATE {} SET municipality_id = 2", table))


def test_what_is_only_appended_is_not_changed_or_deleted_in_the_own_city_either(filled, tables):
    filled.execute(TELL, [str(HERNE)])
    assert set(APPEND_ONLY) <= set(tables)
    for table in APPEND_ONLY:
        assert filled.execute(_of("SELECT municipality_id FROM {}", table)).fetchall() == [(HERNE,)]
        for statement in ("UPDATE {} SET municipality_id = municipality_id", "DELETE FROM {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), filled.transaction():
                filled.execute(_of(statement, table))
