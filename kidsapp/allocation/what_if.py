"""What would change: other seats, other points, another draw."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from kidsapp.allocation.assembly import Assembled, assembled
from kidsapp.allocation.draw import draw_numbers
from kidsapp.allocation.markets import NOWHERE, Numbers
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
    at = list(document.children).index(child)
    for market, held in drawn_again(document, draws):
        found[market.wishes[held[at]] if held[at] != NOWHERE else None] += 1
    return found


def drawn_again(document: Document, draws: int) -> Iterator[tuple[Assembled, Numbers]]:
    """So many other draws: the market, and which wish each child holds."""
    market = assembled(document, draw_numbers(document.seed, document.children))
    for number in range(draws):
        seed = sha256(f"chance:{document.seed}:{number}".encode()).hexdigest()
        drawn = market.redrawn(draw_numbers(seed, document.children))
        yield drawn, run(drawn).outcome.held
