"""Single values of the document, each of exactly the kind that it has to be."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.json_text import Members, Unusable

LONGEST_NAME = 200
MOST = 10**9
PER_POINT = 1000
"""Points are counted in thousandths, so that 0.1 is exact."""


def members(value: Any, path: Path, *, known: frozenset[str] | None = None) -> Mapping[str, Any]:
    """An object, none of its keys twice, and where ``known`` is given none but these."""
    if not isinstance(value, dict):
        raise InputRefused(path, f"must be an object, not {_kind(value)}")
    for name in value.doubled if isinstance(value, Members) else ():
        raise InputRefused(path / name, "stands here twice")
    for name in value:
        if not isinstance(name, str):
            raise InputRefused(path, f"has a key that is no text: {_kind(name)}")
        if known is not None and name not in known:
            raise InputRefused(path / name, f"is not known here; known are {', '.join(sorted(known))}")
    return value


def named(value: Any, path: Path) -> Iterator[tuple[str, Any, Path]]:
    """The members of an object whose keys are names of children, facilities or the like."""
    for name, each in members(value, path).items():
        yield text(name, path / name), each, path / name


def items(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """The items of a list, each with its place."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputRefused(path, f"must be a list, not {_kind(value)}")
    for index, item in enumerate(value):
        yield item, path[index]


def text(value: Any, path: Path) -> str:
    """A name: not empty, not endless, and writable as UTF-8."""
    if not isinstance(value, str) or isinstance(value, Unusable):
        raise InputRefused(path, f"must be a text, not {_kind(value)}")
    if not 1 <= len(value) <= LONGEST_NAME:
        raise InputRefused(path, f"must have 1 to {LONGEST_NAME} characters")
    if not value.isprintable():
        raise InputRefused(path, "has characters that cannot be printed")
    return str(value)


def truth(value: Any, path: Path) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise InputRefused(path, f"must be true or false, not {_kind(value)}")
    return value


def count(value: Any, path: Path, *, least: int = 0) -> int:
    """A whole number from ``least`` to a thousand million."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputRefused(path, f"must be a whole number, not {_kind(value)}")
    if not least <= value <= MOST:
        raise InputRefused(path, f"must lie between {least} and {MOST}, is {value}")
    return value


def thousandths(value: Any, path: Path) -> int:
    """Points in thousandths; at most three decimals."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InputRefused(path, f"must be a number, not {_kind(value)}")
    if isinstance(value, int) and abs(value) <= MOST:
        return value * PER_POINT
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact) > MOST:
        raise InputRefused(path, f"must lie between -{MOST} and {MOST}, is {value}")
    if exact * PER_POINT % 1:
        raise InputRefused(path, f"must have at most three decimals, is {value}")
    return int(exact * PER_POINT)


def points(amount: int) -> int | float:
    """Thousandths as the document writes points."""
    whole, rest = divmod(amount, PER_POINT)
    return amount / PER_POINT if rest else whole


KINDS = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float | Decimal, "a number with decimals"),
    (Unusable, "a number that cannot be used"),
    (str, "a text"),
    (dict, "an object"),
    (list | tuple, "a list"),
)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Unusable):
        return f"the number {value}, which cannot be used"
    return next((name for kind, name in KINDS if isinstance(value, kind)), type(value).__name__)
