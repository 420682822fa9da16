"""A row of a list as it was read, or why it could not be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kidsapp.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells by column; the line is that of the file, or the number of the entry counted from 1.

    The point is (longitude, latitude), or (easting, northing), where the file keeps it beside the columns.
    """

    line: int
    values: Mapping[str, Any]
    point: tuple[float, float] | None = None
    warnings: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """Something in the place of a row that is none."""

    line: int
    reason: Refused


DOUBLED = "{column} (2)"
"""The name of a column that stands twice in the header."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")


def without_control_characters(text: str) -> tuple[str, bool]:
    """The text without characters that no database and no page can hold, and whether there were any."""
    clean = _CONTROL.sub("", text)
    return clean, clean != text
