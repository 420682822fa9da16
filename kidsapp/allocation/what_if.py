"""What would change: one more place, other points, another draw."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from kidsapp.allocation.assembly import Assembled, assembled
from kidsapp.allocation.deferred_acceptance import deferred_acceptance
from kidsapp.allocation.draw import draw_numbers
from kidsapp.allocation.markets import NOWHERE
from kidsapp.allocation.reading.document import Document, Wish
from kidsapp.allocation.running import run


def assignment(document: Document) -> dict[str, Wish | None]:
    """Who gets which place, without the record around it."""
    market = assembled(document, draw_numbers(document.seed, document.children))
    return market.assignment(run(market).outcome)


def with_seats(document: Document, facility: str, more: int) -> Document:
    """The same with more seats at a facility, or fewer; never below none. Its parts stay as they are."""
    place = document.facilities[facility]
    seats = replace(place.seats, capacity=max(0, place.seats.capacity + more))
    return replace(document, facilities={**document.facilities, facility: replace(place, seats=seats)})


def with_points(document: Document, child: str, facility: str, thousandths: int) -> Document:
    """The same with other points of one child at one facility, where it is eligible."""
    place = document.facilities[facility]
    priority = replace(place.priorities[child], thousandths=thousandths)
    changed = replace(place, priorities={**place.priorities, child: priority})
    return replace(document, facilities={**document.facilities, facility: changed})


def chances(document: Document, child: str, draws: int) -> Counter[Wish | None]:
    """How often a child gets which wish over so many draws; for the time before the seed is published.

    The draws follow from the input's seed, so that the answer is the same each time.
    """
    found: Counter[Wish | None] = Counter()
    for number in range(draws):
        seed = sha256(f"chance:{document.seed}:{number}".encode()).hexdigest()
        found[assignment(replace(document, seed=seed))[child]] += 1
    return found


@dataclass(frozen=True, slots=True)
class MarginalValue:
    """What one more place does in the whole city: children placed more, children with a better place."""

    placed: int
    better: int


def marginal_values(document: Document) -> dict[str, MarginalValue]:
    """For every facility what one more place there does; by vacancy chains where seats have no parts."""
    market = assembled(document, draw_numbers(document.seed, document.children))
    if market.families or market.by_hand.any() or market.market.whole.size or market.market.reserved.size:
        return dict(_by_running_again(document))
    return dict(_by_chains(document, market))


def _by_running_again(document: Document) -> Iterator[tuple[str, MarginalValue]]:
    before = assignment(document)
    for name in document.facilities:
        after = assignment(with_seats(document, name, 1))
        better = [child for child in before if before[child] != after[child]]
        placed = [child for child in better if before[child] is None]
        yield name, MarginalValue(len(placed), len(better))


def _by_chains(document: Document, market: Assembled) -> Iterator[tuple[str, MarginalValue]]:
    """The best child that would rather be there moves up and leaves its seat (Blum, Roth, Rothblum 1997)."""
    held = deferred_acceptance(market.market).held.tolist()
    first = market.market.first.tolist()
    child_of = [child for child in range(len(held)) for _ in range(first[child], first[child + 1])]
    seats = market.market.seats.tolist()
    waiting: dict[int, list[int]] = defaultdict(list)
    for wish in market.market.key.argsort().tolist():
        if seats[wish] != NOWHERE:
            waiting[seats[wish]].append(wish)
    for place, name in enumerate(document.facilities):
        moved: dict[int, int] = {}
        free, placed = place, 0
        while (wish := _next(waiting[free], child_of, held, moved)) is not None:
            child = child_of[wish]
            left = moved.get(child, held[child])
            moved[child] = wish
            if left == NOWHERE:
                placed = 1
                break
            free = seats[left]
        yield name, MarginalValue(placed, len(moved))


def _next(waiting: list[int], child_of: list[int], held: list[int], moved: dict[int, int]) -> int | None:
    """The first in the facility's order that has nothing as good; wishes of one child stand best first."""
    for wish in waiting:
        child = child_of[wish]
        now = moved.get(child, held[child])
        if now == NOWHERE or wish < now:
            return wish
    return None
