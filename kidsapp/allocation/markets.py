"""A market as arrays: what the engine computes with."""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Truths: TypeAlias = NDArray[np.bool_]

NOWHERE = -1


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Market:
    """Wishes of all children in one row, child after child, best first.

    ``first`` has one entry more than there are children: the wishes of child i are ``first[i]:first[i + 1]``.
    ``seats`` says for each wish at which seats it asks (an index into ``capacity``), or ``NOWHERE`` when the
    child is not eligible there. ``key`` orders the wishes that ask at one facility: the lowest comes first.
    Seats may be part of wider ones: ``whole``; facilities themselves come first and have ``NOWHERE``.
    ``reserve`` says for each wish which reserve it may use (an index into ``reserved`` and ``reserved_at``).
    """

    first: Numbers
    seats: Numbers
    key: Numbers
    capacity: Numbers
    whole: Numbers = field(default_factory=_none)
    reserve: Numbers = field(default_factory=_none)
    reserved: Numbers = field(default_factory=_none)
    reserved_at: Numbers = field(default_factory=_none)

    def levels(self) -> list[Numbers]:
        """For each depth, the facilities' first: the seats of that depth that hold each, or ``NOWHERE``."""
        path = [np.arange(self.capacity.size)]
        while self.whole.size and (path[-1] != NOWHERE).any():
            above = np.where(path[-1] == NOWHERE, NOWHERE, self.whole[path[-1]])
            path.append(above)
        if self.whole.size:
            path.pop()
        depth = sum(
            ((step != NOWHERE).astype(np.int64) for step in path),
            np.zeros(self.capacity.size, dtype=np.int64),
        )
        return [self._at_depth(path, depth, level) for level in range(len(path))]

    @staticmethod
    def _at_depth(path: list[Numbers], depth: Numbers, level: int) -> Numbers:
        steps = np.stack(path)
        up = depth - 1 - level
        found = steps[np.maximum(up, 0), np.arange(depth.size)]
        return np.where(up >= 0, found, NOWHERE)


def strict_keys(facility: Numbers, *order: Numbers) -> Numbers:
    """One number for each wish that sorts by facility, then by ``order``; equal only where all is."""
    columns = [facility, *order]
    least = [int(column.min()) if column.size else 0 for column in columns]
    bits = [
        int(column.max() - low).bit_length() if column.size else 0
        for column, low in zip(columns, least, strict=True)
    ]
    if sum(bits) > 62:
        return _dense(columns)
    key = np.zeros(facility.size, dtype=np.int64)
    for column, low, width in zip(columns, least, bits, strict=True):
        key <<= width
        key |= column - low
    return key


def _dense(columns: list[Numbers]) -> Numbers:
    """The same order by sorting, for numbers too wide to be put side by side."""
    order = np.lexsort(columns[::-1])
    changes = np.zeros(order.size, dtype=np.int64)
    for column in columns:
        changes[1:] |= column[order][1:] != column[order][:-1]
    key = np.empty(order.size, dtype=np.int64)
    key[order] = np.cumsum(changes)
    return key
