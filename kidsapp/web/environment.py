"""What the environment says, read with a sentence for whoever mistyped it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

from kidsapp.documents.keys import BadKeys


def number(name: str, otherwise: int) -> int:
    """A number from nought on."""
    typed = os.environ.get(name) or str(otherwise)
    if not (typed.isascii() and typed.isdecimal()):
        raise ImproperlyConfigured(f"{name} is a number, as {name}={otherwise}, not {typed!r}.")
    return int(typed)


def day(name: str) -> date | None:
    """A day, if there is one."""
    typed = os.environ.get(name, "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is a day, as {name}=2027-06-30, not {typed!r}.") from None


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, with commas."""
    words = [word.strip() for word in os.environ.get(name, "").split(",")]
    try:
        return [ip_network(word) for word in words if word]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} lists addresses, as 10.0.0.5/32,127.0.0.1: {error}.") from None


@contextmanager
def as_it_should_be() -> Iterator[None]:
    """The reason why keys cannot be taken, which names no key."""
    try:
        yield
    except BadKeys as error:
        raise ImproperlyConfigured(f"{error}.") from None
