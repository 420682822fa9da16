"""The survey on fringe hours: what may be shown of the answers, and where hours are missing."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from kidsapp.kernel.opening_hours import MINUTES_A_DAY

LEAST = 5
"""Fewer answers than this are hidden: they could point to a family."""

QUARTER = 15
FEW_KITAS = 0.5
"""Below this share of open Kitas a wanted quarter hour counts as a gap."""

Key = TypeVar("Key", bound=Hashable)
Counts = Mapping[int, int | None]
"""Minute of the week at which a quarter hour begins, and how many want it; ``None`` is hidden."""


def shown(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Counts of parts of one whole; small ones are hidden, and so many more that the rest tells nothing.

    What is hidden adds up to nothing or to at least ``LEAST``, so it cannot be worked out from the whole.
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    others = sorted((key for key in counts if counts[key] >= LEAST), key=lambda key: counts[key])
    while hidden and others and sum(counts[key] for key in hidden) < LEAST:
        hidden.add(others.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def whole(counts: Mapping[Key, int]) -> int | None:
    """All parts together, or ``None`` when they are too few to be shown."""
    found = sum(counts.values())
    return None if 0 < found < LEAST else found


def by_fives(answers: Sequence[tuple[int, int | None]]) -> dict[int, int | None]:
    """The answers that count, of those given one after the other, each with the district it counts for.

    New ones count when there are ``LEAST`` of them, in the city and in each district: so whoever compares a
    result with that of yesterday does not find the one answer that came in between.
    """
    taken = answers[: len(answers) // LEAST * LEAST]
    left = {place: count // LEAST * LEAST for place, count in Counter(place for _, place in taken).items()}
    found: dict[int, int | None] = {}
    for answer, place in taken:
        found[answer] = place if left[place] else None
        left[place] -= bool(left[place])
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """A span of a weekday that families want and few Kitas cover; minutes after midnight."""

    weekday: int
    begins: int
    ends: int
    wanted: int
    open_kitas: int


def gaps(wanted: Counts, open_kitas: Mapping[int, int], *, kitas: int) -> list[Gap]:
    """Where wanted quarter hours find less than half of the Kitas open, the most wanted first."""
    minutes = sorted(
        minute for minute, count in wanted.items() if count and open_kitas.get(minute, 0) < FEW_KITAS * kitas
    )
    found = [_gap(run, wanted, open_kitas) for run in _runs(minutes)]
    return sorted(found, key=lambda gap: (-gap.wanted, gap.weekday, gap.begins))


def _runs(minutes: Sequence[int]) -> Iterator[list[int]]:
    """Quarter hours that follow each other on one day."""
    placed = (
        (minute, (minute // MINUTES_A_DAY, minute - QUARTER * number))
        for number, minute in enumerate(minutes)
    )
    for _key, run in groupby(placed, key=lambda each: each[1]):
        yield [minute for minute, _place in run]


def _gap(run: Sequence[int], wanted: Counts, open_kitas: Mapping[int, int]) -> Gap:
    first, last = run[0], run[-1]
    return Gap(
        first // MINUTES_A_DAY,
        first % MINUTES_A_DAY,
        last % MINUTES_A_DAY + QUARTER,
        max(wanted[minute] or 0 for minute in run),
        min(open_kitas.get(minute, 0) for minute in run),
    )
