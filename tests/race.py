"""Several at the same moment, each on a connection of its own, and what is needed to show a race each time.

Nobody sleeps: with the lock off everybody reads before anybody writes, however slow the machine is.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

from django.db import IntegrityError, connections

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope

Call = Callable[..., Any]

PATIENCE = 30.0
"""Seconds that one waits for the others; only a broken test waits so long."""
MOMENT_OF_WAITING = 0.3
"""Seconds that whoever holds a lock gives the others to run into it; what comes out does not hang on it."""


def together(city: Municipality, *calls: Call) -> list[Any]:
    """What each call answered, or the error of the database that it raised."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        gate.wait(PATIENCE)
        try:
            with municipality_scope(city.pk):
                return call()
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def meeting(look: Call, lookers: int, *, patience: float = PATIENCE) -> Call:
    """The same look, after which everybody waits until all have looked."""
    gate = Barrier(lookers)

    def looked(*args: Any, **options: Any) -> Any:
        found = look(*args, **options)
        with suppress(BrokenBarrierError):
            gate.wait(patience)
        return found

    return looked


def telling(event: Event, call: Call) -> Call:
    """The same call, which says when it is done."""

    def told(*args: Any, **options: Any) -> Any:
        try:
            return call(*args, **options)
        finally:
            event.set()

    return told
