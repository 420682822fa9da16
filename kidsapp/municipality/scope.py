"""The wall between cities: every query runs inside one city, or raises."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[int | None] = ContextVar("municipality", default=None)


class MissingScope(RuntimeError):
    """A query on a city's rows was made outside any city."""


def municipality_in_scope() -> int | None:
    """The database id of the city in scope, if any."""
    return _current.get()


def current_municipality_id() -> int:
    """The database id of the city in scope; raise ``MissingScope`` outside any."""
    if (found := _current.get()) is None:
        raise MissingScope("a query on a city's rows needs a municipality_scope(...)")
    return found


@contextmanager
def municipality_scope(municipality_id: int) -> Iterator[None]:
    """Run everything inside within one city."""
    token = _current.set(municipality_id)
    try:
        yield
    finally:
        _current.reset(token)
