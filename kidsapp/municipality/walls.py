"""The second wall between cities: row-level security, on every table that names a city.

The application's role sees and writes rows of the city that its transaction named, and nothing without one.
The walls are raised by every ``migrate`` from the schema itself, so that a new table cannot be forgotten.
"""

from contextlib import AbstractContextManager

from django.db import connection
from psycopg import sql

POLICY = "city_in_scope"
CITY = "(SELECT NULLIF(current_setting('kidsapp.city', true), '')::bigint)"
"""As a subquery, so that it is read once for a statement and not for every row."""
TABLES = """
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'municipality_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    ORDER BY c.relname
"""
RAISE = (
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS {policy} ON {table}",
    "CREATE POLICY {policy} ON {table} USING (municipality_id = {city})",
)
GRANT = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
)

APPEND_ONLY = ("audit_anchor", "audit_auditline", "audit_childline", "audit_seal", "operations_erasure")
"""Tables whose rows the application's role writes once and then only reads."""
TAKE_AWAY = "REVOKE UPDATE, DELETE ON {table} FROM {role}"
BYPASSES = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def application_role() -> str:
    """The role that the application works as; the address of the database may leave it to the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    return str(role)


def as_owner() -> AbstractContextManager[None]:
    """Connect as the owner of the tables, for what the application's role may not do."""
    found: AbstractContextManager[None] = connection.as_owner()  # type: ignore[attr-defined]
    return found


def raise_walls(*, role: str) -> None:
    """Put the policy on every table of a city, and let the application's ``role`` work; run as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_user")
        schema, owner = cursor.fetchone()
        tables = tables_of_cities()
        for table in tables:
            names = {"table": sql.Identifier(table), "policy": sql.Identifier(POLICY), "city": sql.SQL(CITY)}
            for statement in RAISE:
                cursor.execute(sql.SQL(statement).format(**names))
    if role != owner:
        _let_work(role, schema, tables)


def _let_work(role: str, schema: str, tables: list[str]) -> None:
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
    with connection.cursor() as cursor:
        for statement in GRANT:
            cursor.execute(sql.SQL(statement).format(**names))
        for table in set(APPEND_ONLY).intersection(tables):
            cursor.execute(sql.SQL(TAKE_AWAY).format(table=sql.Identifier(table), **names))


def tables_of_cities() -> list[str]:
    """The tables whose rows belong to a city, as the database itself knows them."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def refusal_to_trust_role() -> str | None:
    """One line that says why the walls would not hold for the role that is connected, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(BYPASSES)
        (passes,) = cursor.fetchone()
    if passes:
        role = application_role()
        return f"The database role {role} walks past row-level security. See docs/operating.md, Database."
    return None
