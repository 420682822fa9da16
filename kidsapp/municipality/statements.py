"""Statements written by hand, for what every page asks: the object mapper costs five to ten times as much."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection
from django.db.transaction import atomic

from kidsapp.municipality.scope import current_municipality_id


def read_at_once() -> AbstractContextManager[None]:
    """One transaction for several questions before an act, where each would have one of its own.

    A page that only shows is one transaction anyway; inside that, this adds nothing.
    """
    return nullcontext() if connection.in_atomic_block else atomic()


def rows_of_city(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """What a statement finds; it names the city in scope itself, as ``%(city)s`` (a house test looks)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"city": current_municipality_id(), **parameters})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def write_to_city(statement: str, **parameters: Any) -> None:
    """Run a statement that writes one row of the city in scope."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"city": current_municipality_id(), **parameters})
