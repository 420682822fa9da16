"""Families that apply together: whether one of them and facilities that would take it leave the result."""

from typing import Any

from kidsapp.allocation.checker.stability import Seating


def coalitions(found: Seating) -> list[dict[str, Any]]:
    """Every family with a better line that all facilities named in it would take."""
    return []
