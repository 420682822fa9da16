"""The word of one answer by which the browser knows our scripts; any other script does not run."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

BYTES = 18
_current: ContextVar[str] = ContextVar("nonce", default="")


@contextmanager
def fresh_nonce() -> Iterator[str]:
    """A new word for everything drawn inside."""
    word = secrets.token_urlsafe(BYTES)
    token = _current.set(word)
    try:
        yield word
    finally:
        _current.reset(token)


def nonce() -> str:
    """The word of the answer that is being drawn; empty outside any, where no script runs."""
    return _current.get()
