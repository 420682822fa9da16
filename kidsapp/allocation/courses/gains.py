"""What a family could gain by listing less where everyone gets a first place first: enumerated.

A test tries every shorter list again and compares; decision 0025 says why it cannot be nothing.
"""

from typing import TypedDict


class Gains(TypedDict):
    """Drawn, scarce programmes of so many children and wishes; in how many cases a shorter list gained."""

    programmes: int
    draws: int
    children: int
    wishes: int
    cases: int
    gained_with_at_least: dict[str, int]


MEASURED: Gains = {
    "programmes": 20,
    "draws": 6,
    "children": 4,
    "wishes": 4,
    "cases": 480,
    "gained_with_at_least": {"1": 102, "2": 49, "3": 7},
}
"""By the least number of wishes that a list had to have; the draw and all lists were known."""
