"""What surrounds this page? ``web`` answers, since only it knows every module."""

from typing import Any, Protocol

from django.http import HttpRequest


class ShellMaker(Protocol):
    """Makes the shell of a request."""

    def __call__(self, request: HttpRequest) -> Any:
        """The shell (``render.Shell``) for the request."""
        ...


class _Port:
    make: ShellMaker


SHELL = _Port()
