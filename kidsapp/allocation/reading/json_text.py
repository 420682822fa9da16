"""JSON as it was written: what Python's reader passes over is kept, to be refused with its path."""

import json
from decimal import Decimal
from typing import Any

from kidsapp.allocation.reading.faults import InputRefused, Path

MOST_DIGITS = 15
"""No count and no points need more; longer numbers are mistakes or attacks."""


class Members(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there twice."""

    doubled: tuple[str, ...] = ()


class Unusable(str):
    """A number that none is: NaN, an infinity, or one too long."""

    __slots__ = ()


def parsed(text: bytes) -> Any:
    """The document; raises ``InputRefused`` where it is no JSON in UTF-8."""
    try:
        return json.loads(
            text.decode("utf-8-sig"),
            object_pairs_hook=_members,
            parse_int=lambda digits: int(digits) if len(digits) <= MOST_DIGITS else Unusable(digits[:40]),
            parse_float=lambda digits: (
                Decimal(digits) if len(digits) <= MOST_DIGITS else Unusable(digits[:40])
            ),
            parse_constant=Unusable,
        )
    except UnicodeDecodeError as fault:
        raise InputRefused(Path(), f"is not UTF-8 at byte {fault.start}") from fault
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise InputRefused(Path(), f"is not JSON: {fault.msg} at {where}") from fault
    except RecursionError as fault:
        raise InputRefused(Path(), "is nested too deeply") from fault


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        members.doubled = tuple(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    return members
