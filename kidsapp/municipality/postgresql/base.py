"""The database backend: tells PostgreSQL the city, and sees unasked whether a kept connection lives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from select import POLLIN, poll
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base
from psycopg.pq import ExecStatus, TransactionStatus

from kidsapp.municipality.scope import municipality_in_scope

TELL = "SELECT set_config('kidsapp.city', %s, true)"
BEGIN = "BEGIN; SELECT set_config('kidsapp.city', '{city:d}', true)"
"""Local to the transaction: what follows on the same connection never inherits a city."""
NOBODYS, UNSURE = "", "unsure"
PLAN_ONCE = "SET plan_cache_mode TO force_generic_plan"
"""A statement that the server has prepared is planned once, not each time for its values (decision 0027)."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells PostgreSQL the city in scope before the first statement that may need it.

    In a transaction once, and again when the scope changes; outside one, each statement gets a transaction.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        """See to it that every statement goes through here."""
        super().__init__(*args, **options)
        self._told = NOBODYS
        self.execute_wrappers.append(self._within_the_city)

    def _within_the_city(self, execute: Callable[..., Any], *statement: Any) -> Any:
        found = municipality_in_scope()
        city = NOBODYS if found is None else str(found)
        if self.in_atomic_block or city == NOBODYS:
            self._tell(city)
            return execute(*statement)
        with transaction.atomic(self.alias):
            self._tell(city)
            return execute(*statement)

    def _tell(self, city: str) -> None:
        """Say which city it is, unless it was said; past an error only the way back is open."""
        if city == self._told or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        with self.wrap_database_errors:
            if not self._begins_with(city):
                self.connection.execute(TELL, [city])
        self._told = city

    def _begins_with(self, city: str) -> bool:
        """Begin the transaction and say the city in one message, where psycopg would send two; if it began.

        Every page begins so: a third of a millisecond each. A transaction that is to begin in another way
        than the plain one is left to psycopg.
        """
        line = self.connection
        is_plain = line.isolation_level is None and line.read_only is None and line.deferrable is None
        is_idle = line.info.transaction_status == TransactionStatus.IDLE
        if line.autocommit or not is_idle or not is_plain or city == NOBODYS:
            return False
        answer = line.pgconn.exec_(BEGIN.format(city=int(city)).encode())
        return bool(answer.status == ExecStatus.TUPLES_OK)

    def _commit(self) -> Any:
        self._told = NOBODYS
        return super()._commit()  # type: ignore[misc]

    def _rollback(self) -> Any:
        self._told = NOBODYS
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = UNSURE

    def init_connection_state(self) -> None:
        """Begin a connection with no city told."""
        super().init_connection_state()
        with self.wrap_database_errors:
            self.connection.execute(PLAN_ONCE)
        self._told = NOBODYS

    def is_usable(self) -> bool:
        """Whether the connection lives: a server that went down has said so, or closed the line.

        Django asks ``SELECT 1`` before each request, a tenth of a small page's work. Between two requests the
        server says nothing on its own; where something waits to be read, it is asked as Django does.
        """
        if self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.pgconn.socket, POLLIN)
        return not line.poll(0) or super().is_usable()

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Connect as the owner of the tables, for what the application's role may not do."""
        own = {name: self.settings_dict[name] for name in self.settings_dict["OWNER"]}
        self._be(self.settings_dict["OWNER"])
        try:
            yield
        finally:
            self._be(own)

    def _be(self, login: dict[str, Any]) -> None:
        self.close()
        self.settings_dict.update(login)
