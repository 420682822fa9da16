"""Sessions in the database, read by a statement by hand: every request of a known browser asks."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from kidsapp.kernel.clock import now

KEPT = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"
WRITTEN = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's own, with a faster way to read; it tells when the kept session is over."""

    expires_at: datetime | None = None

    def save(self, must_create: bool = False) -> None:
        """Write what is kept; Django takes four statements and a transaction for the row that is there."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(WRITTEN, [row.session_data, row.expire_date, row.session_key])
            if not cursor.rowcount:
                raise UpdateError
        return None

    def load(self) -> dict[str, Any]:
        """What is kept for the browser; nothing, and a new key, once the session is over."""
        with connection.cursor() as cursor:
            cursor.execute(KEPT, [self.session_key, now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        self.expires_at = found[1]
        return dict(self.decode(found[0]))
