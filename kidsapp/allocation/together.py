"""Families that apply together: one joint list each, deferred acceptance, then repair.

Each family stands at one line of its list, and its children ask there with that one wish. A family that does
not get all of its line goes on to the next; one that could have a better line after all goes back to it. When
nobody goes any more, the result is stable towards all children and families. There may be no such result
(Roth 1984); then the best one found is given, and the checker names the coalitions that are left.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kidsapp.allocation.choosing import Choosing
from kidsapp.allocation.deferred_acceptance import Outcome, deferred_acceptance
from kidsapp.allocation.markets import NOWHERE, Market

ATTEMPTS, IDLE, STEPS_A_LINE, STEPS = 12, 4, 4, 50
"""How often the search begins anew with another family first, how often without seeing anything new, and how
long it may walk each time."""

MOST_WORK = 5_000_000
"""After so many children in all runs together the search ends with the best that it has."""

Line = tuple[int, ...]
"""The wishes of one line of a joint list, as the market numbers them; children without a place have none."""


@dataclass(frozen=True, slots=True)
class JointList:
    """A family's children, as the market numbers them, and its lines, best first."""

    children: tuple[int, ...]
    lines: tuple[tuple[int | None, ...], ...]

    def wishes(self, line: int) -> Line:
        """The wishes of a line; after the last one there are none."""
        return tuple(wish for wish in self.lines[line] if wish is not None) if line < len(self.lines) else ()


@dataclass(frozen=True, slots=True)
class Together:
    """The outcome for all children, the line that each family got, and how many runs it took."""

    outcome: Outcome
    lines: tuple[int, ...]
    runs: int
    is_stable: bool


def allocate_together(market: Market, families: Sequence[JointList]) -> Together:
    """A stable result, or the one with the fewest families that could do better."""
    search = _Search(market, families)
    best: tuple[int, Outcome, list[int]] | None = None
    seen, idle = set[tuple[int, ...]](), 0
    for attempt in range(min(ATTEMPTS, len(families))):
        idle += 1
        for blocking, outcome, lines in search.walk(attempt):
            idle = idle if tuple(lines) in seen else 0
            seen.add(tuple(lines))
            if best is None or blocking < best[0]:
                best = blocking, outcome, lines
        if best and (not best[0] or idle == IDLE or search.is_tired()):
            break
    if best is None:
        raise ValueError("no family gave way within the steps of the search")
    return Together(best[1], tuple(best[2]), search.runs, is_stable=not best[0])


Sitting = Mapping[int, list[int]]
"""For each facility the wishes that are met there."""


class _Search:
    def __init__(self, market: Market, families: Sequence[JointList]) -> None:
        self.market, self.families = market, families
        self.choosing = Choosing(market)
        self.runs = 0
        self.steps = STEPS + STEPS_A_LINE * sum(len(family.lines) for family in families)

    def walk(self, attempt: int) -> Iterator[tuple[int, Outcome, list[int]]]:
        """Every result on the way in which each family has all of its line, and how many could do better."""
        order = [*range(attempt, len(self.families)), *range(attempt)]
        lines, visits = [0] * len(self.families), Counter[tuple[int, ...]]()
        for _ in range(self.steps):
            outcome = self._run(lines)
            short = [family for family in order if not self._has_all(outcome, family, lines[family])]
            for family in short if attempt % 2 == 0 else short[:1]:
                lines[family] += 1
            if short:
                continue
            better = self._all_better(outcome, order, lines)
            yield len(better), outcome, list(lines)
            visit = visits[tuple(lines)]
            if visit >= len(better) or self.is_tired():
                return
            visits[tuple(lines)] += 1
            family, line = better[visit]
            lines[family] = line

    def is_tired(self) -> bool:
        """Whether it has looked long enough; counted, not timed, so that it ends alike everywhere."""
        return self.runs * len(self.market.first) > MOST_WORK

    def _all_better(self, outcome: Outcome, order: list[int], lines: list[int]) -> list[tuple[int, int]]:
        """The families that could do better, each with its best line that would be taken."""
        sitting: dict[int, list[int]] = defaultdict(list)
        for wish in outcome.held[outcome.held != NOWHERE].tolist():
            sitting[self.choosing.facility[wish]].append(wish)
        found = ((family, self._better(sitting, family, lines[family])) for family in order)
        return [(family, line) for family, line in found if line is not None]

    def _run(self, lines: list[int]) -> Outcome:
        """Deferred acceptance where each child of a family asks for its wish of the line only."""
        self.runs += 1
        begin, end = self.market.first[:-1].copy(), self.market.first[1:].copy()
        for family, line in zip(self.families, lines, strict=True):
            wished = family.lines[line] if line < len(family.lines) else [None] * len(family.children)
            for child, wish in zip(family.children, wished, strict=True):
                begin[child] = end[child] if wish is None else wish
                end[child] = end[child] if wish is None else wish + 1
        return deferred_acceptance(self.market, begin=begin, end=end)

    def _has_all(self, outcome: Outcome, family: int, line: int) -> bool:
        joint = self.families[family]
        held = outcome.held[list(joint.children)]
        return int(np.count_nonzero(held != NOWHERE)) == len(joint.wishes(line))

    def _better(self, sitting: Sitting, family: int, line: int) -> int | None:
        """The best line above the present one that all its facilities would take, if there is one."""
        joint = self.families[family]
        lines = range(min(line, len(joint.lines)))
        return next((each for each in lines if self._is_taken(sitting, joint, joint.wishes(each))), None)

    def _is_taken(self, sitting: Sitting, joint: JointList, wishes: Line) -> bool:
        at: dict[int, list[int]] = defaultdict(list)
        for wish in wishes:
            if self.choosing.facility[wish] == NOWHERE:
                return False
            at[self.choosing.facility[wish]].append(wish)
        return all(self._takes(place, sitting, joint, newcomers) for place, newcomers in at.items())

    def _takes(self, place: int, sitting: Sitting, joint: JointList, newcomers: list[int]) -> bool:
        """Whether a facility chooses all newcomers among those and who sits there, without the family."""
        others = [wish for wish in sitting[place] if self.choosing.child[wish] not in joint.children]
        return set(newcomers) <= set(self.choosing.taken([*others, *newcomers]).values())
