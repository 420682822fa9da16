"""Child-proposing deferred acceptance in rounds: all children without a place ask at once.

The result and the number of proposals do not depend on who asks first (Gale and Shapley 1962; McVitie and
Wilson 1971), so rounds give what one child after the other would give. A facility keeps the best of those who
asked: first each part up to its capacity, then the whole. Parts lie in one another and never cross, so this
is the greedy choice of a laminar matroid, and the stable result that is best for all children exists.
"""

from dataclasses import dataclass

import numpy as np

from kidsapp.allocation.markets import NOWHERE, Market, Numbers, Truths

OPEN = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which wish each child holds (``NOWHERE`` for none), and how often a child asked anywhere."""

    held: Numbers
    proposals: int
    not_eligible: int


def deferred_acceptance(
    market: Market, *, begin: Numbers | None = None, end: Numbers | None = None
) -> Outcome:
    """The stable result that is best for every child; ``key`` must be strict within each facility.

    Each child asks for its wishes from ``begin`` to before ``end``; without them for all of its list.
    """
    return _Rounds(
        market, market.first[:-1] if begin is None else begin, market.first[1:] if end is None else end
    ).run()


class _Rounds:
    """The state between two rounds: who holds what, who asks next, and which seats are full up to where."""

    def __init__(self, market: Market, begin: Numbers, end: Numbers) -> None:
        self.market = market
        self.levels = market.levels()
        self.next, self.end = begin.copy(), end
        self.child = np.repeat(np.arange(self.next.size, dtype=np.int32), np.diff(market.first))
        self.cutoff = np.where(market.capacity > 0, OPEN, np.iinfo(np.int64).min)
        self.proposals = self.not_eligible = 0
        self._lay_out_seats()

    def _lay_out_seats(self) -> None:
        """Room for those who hold a seat, facility by facility, no more than may ever ask there."""
        at = self.market.seats[self.market.seats != NOWHERE]
        asked = np.bincount(self.levels[0][at], minlength=self.market.capacity.size)
        room = np.minimum(self.market.capacity, asked)
        self.begin = np.concatenate([[0], np.cumsum(room)])
        self.sitting = np.full(int(self.begin[-1]), NOWHERE, dtype=np.int64)
        self.taken = np.zeros(self.market.capacity.size, dtype=np.int64)

    def run(self) -> Outcome:
        free = np.arange(self.next.size)
        while free.size:
            free = self._choose(self._ask(free))
        return Outcome(self._held(), self.proposals, self.not_eligible)

    def _ask(self, free: Numbers) -> Numbers:
        """Each free child goes down its list to the first door that is not closed to it for good."""
        asking = []
        free = free[self.next[free] < self.end[free]]
        while free.size:
            wish = self.next[free]
            is_heard = self._is_heard(wish)
            self.proposals += free.size
            asking.append(free[is_heard])
            free = free[~is_heard]
            self.next[free] += 1
            free = free[self.next[free] < self.end[free]]
        return np.concatenate(asking) if asking else free

    def _is_heard(self, wish: Numbers) -> Truths:
        seats = self.market.seats[wish]
        is_eligible = seats != NOWHERE
        self.not_eligible += int(np.count_nonzero(~is_eligible))
        is_heard: Truths = is_eligible
        for level in self.levels:
            at = level[seats]
            is_heard &= (at == NOWHERE) | (self.market.key[wish] < self.cutoff[at])
        return is_heard

    def _choose(self, asking: Numbers) -> Numbers:
        """The facilities asked keep their best; returns the children who have to ask again."""
        if not asking.size:
            return asking
        wish = self.next[asking]
        at = self.levels[0][self.market.seats[wish]]
        is_asked = np.zeros(self.market.capacity.size, dtype=np.bool_)
        is_asked[at] = True
        places = np.flatnonzero(is_asked)
        candidates = np.concatenate([wish, self._sitting_at(places)])
        kept, gone = self._best(candidates)
        self._seat(places, kept)
        refused = self.child[gone].astype(np.int64)
        self.next[refused] += 1
        return refused

    def _sitting_at(self, places: Numbers) -> Numbers:
        return self.sitting[_ranges(self.begin[places], self.taken[places])]

    def _best(self, wishes: Numbers) -> tuple[Numbers, Numbers]:
        """Those who stay, facility by facility, and those who go; the narrowest parts choose first."""
        gone = []
        for depth in reversed(range(len(self.levels))):
            wishes = wishes[np.argsort(self.market.key[wishes])]
            at = self.levels[depth][self.market.seats[wishes]]
            order = self._reserved_first(wishes, at) if depth == 0 else np.argsort(at, kind="stable")
            if order is not None:
                wishes, at = wishes[order], at[order]
            stays = self._has_seat(wishes, at)
            gone.append(wishes[~stays])
            wishes = wishes[stays]
        return wishes, np.concatenate(gone)

    def _has_seat(self, wishes: Numbers, at: Numbers) -> Truths:
        """Who is among the first at its seats, where ``wishes`` stand seats by seats and in order."""
        rank = _rank_within(at)
        behind = rank - self.market.capacity[at]
        is_anywhere = at != NOWHERE
        self._close(wishes, at, (behind == -1) & is_anywhere)
        stays: Truths = (behind < 0) | ~is_anywhere
        return stays

    def _reserved_first(self, wishes: Numbers, at: Numbers) -> Numbers | None:
        """The facility's order, but the best of each reserve come first, on their reserved seats."""
        if not self.market.reserved.size:
            return None
        reserve = self.market.reserve[wishes]
        order = np.argsort(reserve, kind="stable")
        rank = np.empty(wishes.size, dtype=np.int64)
        rank[order] = _rank_within(reserve[order])
        is_reserved = (reserve != NOWHERE) & (rank < self.market.reserved[reserve])
        return np.lexsort((~is_reserved, at))

    def _close(self, wishes: Numbers, at: Numbers, is_last: Truths) -> None:
        """Who stands behind the last one on full seats need not ask; reserves are looked at each time."""
        if self.market.reserved_at.size:
            is_last &= ~np.isin(at, self.market.reserved_at)
        self.cutoff[at[is_last]] = self.market.key[wishes[is_last]]

    def _seat(self, places: Numbers, kept: Numbers) -> None:
        at = self.levels[0][self.market.seats[kept]]
        self.taken[places] = np.bincount(at, minlength=self.taken.size)[places]
        self.sitting[_ranges(self.begin[places], self.taken[places])] = kept

    def _held(self) -> Numbers:
        held = np.full(self.next.size, NOWHERE, dtype=np.int64)
        holds = self._sitting_at(np.arange(self.taken.size))
        held[self.child[holds]] = holds
        return held


def _ranges(begin: Numbers, length: Numbers) -> Numbers:
    """All numbers of the ranges that begin there and are so long, one range after the other."""
    jumps = np.repeat(begin - np.concatenate([[0], np.cumsum(length)[:-1]]), length)
    return jumps + np.arange(int(length.sum()))


def _rank_within(sorted_at: Numbers) -> Numbers:
    """For equal neighbours 0, 1, 2 ... from the first of them on."""
    index = np.arange(sorted_at.size)
    is_first = np.ones(sorted_at.size, dtype=np.bool_)
    is_first[1:] = sorted_at[1:] != sorted_at[:-1]
    return index - np.maximum.accumulate(np.where(is_first, index, 0))
