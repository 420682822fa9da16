"""Whom a facility takes of those who would come: one facility at a time, for searches and vacancy chains."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from kidsapp.allocation.markets import NOWHERE, Market


class Choosing:
    """The choice of each facility: in order, as long as there are seats in each part and in the whole."""

    def __init__(self, market: Market) -> None:
        """Take the market; its arrays become lists, which are faster one by one."""
        levels = market.levels()
        self.seats, self.capacity = market.seats.tolist(), market.capacity.tolist()
        self.key = market.key.tolist()
        self.reserve, self.reserved = market.reserve.tolist(), market.reserved.tolist()
        facility = levels[0].tolist()
        self.facility = [facility[seats] if seats != NOWHERE else NOWHERE for seats in self.seats]
        paths = np.stack(levels, axis=1).tolist()
        self.parts = [[part for part in path if part != NOWHERE] for path in paths]
        self.child = np.repeat(np.arange(market.first.size - 1), np.diff(market.first)).tolist()

    def taken(self, wishes: Iterable[int], *, one_more_at: int = NOWHERE) -> dict[int, int]:
        """The wish of each child that its facility meets, the children in the order in which it takes them.

        Of several wishes of one child it meets the best that it can; they are numbered best first.
        """
        used, met = Counter[int](), dict[int, int]()
        used[one_more_at] = -1
        for wish in self._in_order(wishes):
            child, parts = self.child[wish], self.parts[self.seats[wish]]
            before = met.get(child)
            if before is not None and before < wish:
                continue
            own = self.parts[self.seats[before]] if before is not None else []
            used.subtract(own)
            if all(used[part] < self.capacity[part] for part in parts):
                used.update(parts)
                met[child] = wish
            else:
                used.update(own)
        return met

    def _in_order(self, wishes: Iterable[int]) -> list[int]:
        """The facility's order, the first children of each reserve before all others."""
        ordered = sorted(wishes, key=self.key.__getitem__)
        if not self.reserved:
            return ordered
        used, first, rest = Counter[int](), list[int](), list[int]()
        children = set[int]()
        for wish in ordered:
            reserve, child = self.reserve[wish], self.child[wish]
            is_counted = child in children
            if reserve == NOWHERE or (used[reserve] >= self.reserved[reserve] and not is_counted):
                rest.append(wish)
                continue
            used[reserve] += not is_counted
            children.add(child)
            first.append(wish)
        return [*first, *rest]
