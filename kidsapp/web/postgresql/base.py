"""PostgreSQL as Django talks to it; whether a kept connection lives is seen without asking the server."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for what every request asks first."""

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
