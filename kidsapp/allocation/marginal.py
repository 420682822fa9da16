"""What one more place is worth, for every facility of a city at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kidsapp.allocation.assembly import Assembled, assembled
from kidsapp.allocation.choosing import Choosing
from kidsapp.allocation.deferred_acceptance import Outcome, deferred_acceptance
from kidsapp.allocation.draw import draw_numbers
from kidsapp.allocation.markets import NOWHERE, Market, Numbers
from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.running import run


@dataclass(frozen=True, slots=True)
class MarginalValue:
    """What one more place does in the whole city: children placed more, children with a better place."""

    placed: int
    better: int


def marginal_values(document: Document) -> dict[str, MarginalValue]:
    """For every facility what one more place there does; its parts stay as they are.

    By vacancy chains; by running again where families apply together or facilities decide by hand.
    """
    market = assembled(document, draw_numbers(document.seed, document.children))
    is_chained = not market.families and not market.by_hand.any()
    values = (_by_chains if is_chained else _by_running_again)(market, len(document.facilities))
    return dict(zip(document.facilities, values, strict=True))


def _by_running_again(market: Assembled, facilities: int) -> Iterator[MarginalValue]:
    before = run(market).outcome.held
    for place in range(facilities):
        more = replace(market, market=_one_more(market.market, place))
        yield _difference(before, run(more).outcome)


def _one_more(market: Market, place: int) -> Market:
    capacity = market.capacity.copy()
    capacity[place] += 1
    return replace(market, capacity=capacity)


def _difference(before: Numbers, after: Outcome) -> MarginalValue:
    placed = np.count_nonzero(after.held != NOWHERE) - np.count_nonzero(before != NOWHERE)
    return MarginalValue(int(placed), int(np.count_nonzero(before != after.held)))


def _by_chains(market: Assembled, facilities: int) -> Iterator[MarginalValue]:
    before = deferred_acceptance(market.market).held
    city = _City(market.market, before)
    for place in range(facilities):
        chain = _Chain(city, place)
        placed = chain.follow()
        if chain.may_be_better():
            yield _difference(before, deferred_acceptance(_one_more(market.market, place)))
        else:
            yield MarginalValue(placed, len(chain.moved))


class _City:
    """The result before, and for each facility all wishes for it in its order."""

    def __init__(self, market: Market, held: Numbers) -> None:
        self.choosing = Choosing(market)
        self.held: list[int] = held.tolist()
        self.first: list[int] = market.first.tolist()
        self.asked: dict[int, list[int]] = defaultdict(list)
        for wish in market.key.argsort(kind="stable").tolist():
            self.asked[self.choosing.facility[wish]].append(wish)
        whole, reserved_at = set(market.whole.tolist()), set(market.reserved_at.tolist())
        self.plain = set(self.asked) - whole - reserved_at
        """Facilities where every seat is like the other."""

        self.claims = {place: [w for w in self.asked[place] if self._is_claim(w)] for place in self.plain}

    def _is_claim(self, wish: int) -> bool:
        """Whether the child would rather be there."""
        has = self.held[self.choosing.child[wish]]
        return has == NOWHERE or wish < has


class _Chain:
    """One more seat: who would rather be there moves up and leaves a seat, and so on.

    That ends in a stable result (Blum, Roth, Rothblum 1997). It is the best one for children too unless some
    of them would all gain by moving round a circle, each to the seat that another leaves.
    """

    def __init__(self, city: _City, place: int) -> None:
        self.city, self.choosing, self.place = city, city.choosing, place
        self.moved: dict[int, int] = {}

    def follow(self) -> int:
        """Move children up until a seat stays empty or is taken by a child without one; says which."""
        free = self.place
        while (wish := self._newcomer(free)) is not None:
            child = self.choosing.child[wish]
            left = self._has(child)
            self.moved[child] = wish
            if left == NOWHERE:
                return 1
            free = self.choosing.facility[left]
        return 0

    def may_be_better(self) -> bool:
        """Whether there may be such a circle: a new one passes where somebody moved or wishes no more."""
        done = set[tuple[int, int]]()
        for place in self._touched():
            for wish in self._sitting(place):
                way: dict[tuple[int, int], None] = {}
                leaving: int | None = wish
                while leaving is not None and (seat := self._seat(leaving)) not in done:
                    if seat in way:
                        return True
                    way[seat] = None
                    leaving = self._next(leaving)
                done.update(way)
        return False

    def _touched(self) -> set[int]:
        """Facilities where somebody came, went, or would have liked to come and does no more."""
        found = {self.place}
        for child, wish in self.moved.items():
            before = self.city.held[child]
            end = before + 1 if before != NOWHERE else self.city.first[child + 1]
            found.update(self.choosing.facility[each] for each in range(wish, end))
        return found - {NOWHERE}

    def _sitting(self, place: int) -> list[int]:
        """Who might leave; where all seats are alike it does not matter who."""
        if place in self.city.plain:
            return self.city.asked[place][:1]
        return [wish for wish in self.city.asked[place] if self._has(self.choosing.child[wish]) == wish]

    def _seat(self, wish: int) -> tuple[int, int]:
        """Which kind of seat a child would leave; who comes next is the same for all seats of a kind."""
        reserve = self.choosing.reserve
        if self.choosing.facility[wish] in self.city.plain:
            return self.choosing.facility[wish], NOWHERE
        return self.choosing.seats[wish], reserve[wish] if reserve else NOWHERE

    def _next(self, leaving: int) -> int | None:
        """The seat of the child that would come if this one left."""
        wish = self._newcomer(self.choosing.facility[leaving], leaving)
        has = NOWHERE if wish is None else self._has(self.choosing.child[wish])
        return None if has == NOWHERE else has

    def _has(self, child: int) -> int:
        return self.moved.get(child, self.city.held[child])

    def _newcomer(self, place: int, leaving: int = NOWHERE) -> int | None:
        """The one whom a facility takes in addition, of all who have nothing better than a place there."""
        if place in self.city.plain:
            return self._first_claim(place)
        would, child_of = [], self.choosing.child
        for wish in self.city.asked[place]:
            has = self._has(child_of[wish])
            if (has == NOWHERE or wish <= has) and (leaving == NOWHERE or has != leaving):
                would.append(wish)
        chosen = self.choosing.taken(would, one_more_at=self.place)
        return next((wish for child, wish in chosen.items() if wish != self._has(child)), None)

    def _first_claim(self, place: int) -> int | None:
        for wish in self.city.claims[place]:
            has = self._has(self.choosing.child[wish])
            if has == NOWHERE or wish < has:
                return wish
        return None
