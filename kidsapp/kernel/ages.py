"""Ages in months as facts of a text: each language has its own words around them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Age:
    """How old somebody is: 2 Jahre alt."""

    months: int


@dataclass(frozen=True, slots=True)
class AgeFrom(Age):
    """An age and all above it: ab 3 Jahren."""


@dataclass(frozen=True, slots=True)
class AgeBelow(Age):
    """All ages below one: unter 6 Jahren."""
