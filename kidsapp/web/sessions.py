"""Sessions in the database, read by a statement by hand: every request of a known browser asks."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from kidsapp.kernel import clock
from kidsapp.kernel.clock import now

BEGAN, LONGEST = "began", timedelta(hours=24)
"""No log-in lives longer than a day, however busy somebody is (docs/security/rules.md)."""
KEPT = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"
WRITTEN = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's own, with a faster way to read; it tells when the kept session is over."""

    expires_at: datetime | None = None

    def get_expiry_date(self, **options: Any) -> datetime:
        """Twelve hours after the last change, and never more than a day after logging in."""
        usual: datetime = super().get_expiry_date(**options)
        began = self.get(BEGAN)
        return min(usual, datetime.fromtimestamp(began, UTC) + LONGEST) if began else usual

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row; the first one with somebody logged in says when that began."""
        if SESSION_KEY in data:
            data.setdefault(BEGAN, clock.now().timestamp())
        return super().create_model_instance(data)

    def is_empty(self) -> bool:
        """Whether the browser forgets its key: only at a log-out.

        An unknown key may be the one before a log-in, sent along by the service worker while the page got
        the new one: the answer must not take that away.
        """
        return bool(self.modified and super().is_empty())

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
