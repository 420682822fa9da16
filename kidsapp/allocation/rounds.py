"""Facilities that decide by hand offer their places in rounds; at all others children ask as ever.

In each round a facility offers its free places to the next children of its own list. The best offer is held
for each child in its parents' name. It is declined when the child has something better, and never before; so
no child ever gets worse from round to round, and an offer that was declined would not be taken later.
Where all facilities offer, this is facility-proposing deferred acceptance: the one stable result that is best
for the facilities. Where none does, it is the one that is best for the children.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from kidsapp.allocation.deferred_acceptance import Outcome, deferred_acceptance
from kidsapp.allocation.markets import NOWHERE, Market, Numbers, Truths


@dataclass(frozen=True, slots=True)
class Round:
    """The wishes that were offered in a round, and the offers that were declined after it."""

    offers: tuple[int, ...]
    declined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InRounds:
    """The outcome, each round, and how many runs of those who ask it took."""

    outcome: Outcome
    rounds: tuple[Round, ...]
    runs: int


def allocate_in_rounds(market: Market, by_hand: Truths) -> InRounds:
    """``by_hand`` says for each wish whether its facility offers by its own list."""
    return _Offering(market, by_hand).run()


class _Offering:
    """What is offered, held and declined so far."""

    def __init__(self, market: Market, by_hand: Truths) -> None:
        self.market, levels = market, market.levels()
        self.facility = levels[0].tolist()
        self.parts = [
            [part for part in path if part != NOWHERE] for path in np.stack(levels, axis=1).tolist()
        ]
        self.seats, self.capacity = market.seats.tolist(), market.capacity.tolist()
        self.child = np.repeat(np.arange(market.first.size - 1), np.diff(market.first)).tolist()
        self.lists = self._lists(np.flatnonzero(by_hand & (market.seats != NOWHERE)))
        self.asking = _Asking(market, ~by_hand)
        self.offer = market.first[1:].copy()
        self.held: dict[int, set[int]] = {place: set() for place in self.lists}
        self.declined = set[int]()

    def _lists(self, wishes: Numbers) -> dict[int, list[int]]:
        """Each facility's list; of several wishes for one facility a child's best one stands there."""
        lists: dict[int, list[int]] = {}
        seen = set[tuple[int, int]]()
        for wish in wishes.tolist():
            place = self.facility[self.seats[wish]]
            if (place, self.child[wish]) not in seen:
                seen.add((place, self.child[wish]))
                lists.setdefault(place, []).append(wish)
        for listed in lists.values():
            listed.sort(key=self.market.key.__getitem__)
        return lists

    def run(self) -> InRounds:
        rounds: list[Round] = []
        places, outcome = list(self.lists), self.asking.run(self.offer)
        while offers := [wish for place in places for wish in self._offers(place)]:
            self._hold(offers)
            outcome = self.asking.run(self.offer)
            declined = self._decline(outcome)
            rounds.append(Round(tuple(sorted(offers)), tuple(declined)))
            places = list(dict.fromkeys(self.facility[self.seats[wish]] for wish in declined))
        made = sum(len(each.offers) for each in rounds)
        whole = Outcome(self._now(outcome), outcome.proposals + made, outcome.not_eligible)
        return InRounds(whole, tuple(rounds), len(rounds) + 1)

    def _offers(self, place: int) -> list[int]:
        """The next of the list, as long as there are seats in each part and in the whole."""
        taken, found = Counter[int](), []
        for wish in self.lists[place]:
            parts = self.parts[self.seats[wish]]
            if wish not in self.declined and all(taken[part] < self.capacity[part] for part in parts):
                taken.update(parts)
                if wish not in self.held[place]:
                    found.append(wish)
        self.held[place].update(found)
        return found

    def _hold(self, offers: list[int]) -> None:
        for wish in offers:
            child = self.child[wish]
            self.offer[child] = min(self.offer[child], wish)

    def _decline(self, outcome: Outcome) -> list[int]:
        now = self._now(outcome).tolist()
        gone = [wish for held in self.held.values() for wish in held if now[self.child[wish]] != wish]
        for wish in gone:
            self.held[self.facility[self.seats[wish]]].discard(wish)
        self.declined.update(gone)
        return sorted(gone)

    def _now(self, outcome: Outcome) -> Numbers:
        """What each child has: a place that it asked for, or else the best offer."""
        offered = np.where(self.offer < self.market.first[1:], self.offer, NOWHERE)
        return np.where(outcome.held != NOWHERE, outcome.held, offered)


class _Asking:
    """Those wishes for which children ask themselves, as a market of their own."""

    def __init__(self, market: Market, is_asked: Truths) -> None:
        self.wishes = np.flatnonzero(is_asked)
        self.before = np.concatenate([[0], np.cumsum(is_asked)])
        first = self.before[market.first]
        self.market = Market(
            first=first,
            seats=market.seats[self.wishes],
            key=market.key[self.wishes],
            capacity=market.capacity,
            whole=market.whole,
            reserve=market.reserve[self.wishes] if market.reserve.size else market.reserve,
            reserved=market.reserved,
            reserved_at=market.reserved_at,
        )

    def run(self, offer: Numbers) -> Outcome:
        """Each child asks for what it likes better than the offer that it has."""
        found = deferred_acceptance(self.market, end=self.before[offer])
        held = np.full(found.held.size, NOWHERE, dtype=np.int64)
        has = found.held != NOWHERE
        held[has] = self.wishes[found.held[has]]
        return Outcome(held, found.proposals, found.not_eligible)
