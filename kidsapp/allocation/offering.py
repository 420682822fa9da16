"""What a record says about facilities that decided by hand: each round, and what their way costs children."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from kidsapp.allocation.assembly import Assembled
from kidsapp.allocation.deferred_acceptance import deferred_acceptance
from kidsapp.allocation.markets import NOWHERE
from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.writing import wish_as_written
from kidsapp.allocation.running import Run


def by_hand(document: Document, market: Assembled, run: Run) -> dict[str, Any]:
    """Offers and declined offers of each round; lists that ended with seats left; the children's best result.

    ``better_if_children_asked`` compares with the result that is best for children by the same lists: the
    children who would get something better there, with both places. No child would get anything worse.
    """
    owner = market.owners()
    return {
        "rounds": [
            {
                "offers": _by_facility(market, owner, each.offers),
                "declined": _by_facility(market, owner, each.declined),
            }
            for each in run.rounds
        ],
        "list_ended": _list_ended(document, market, run),
        "better_if_children_asked": _better(market, run),
    }


def _by_facility(market: Assembled, owner: list[str], wishes: Iterable[int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for wish in wishes:
        found[market.wishes[wish].facility].append(owner[wish])
    return {name: sorted(children) for name, children in found.items()}


def _list_ended(document: Document, market: Assembled, run: Run) -> dict[str, int]:
    """Seats that are left where a facility decides by hand: its list has come to its end."""
    taken = Counter(wish.facility for wish in market.assignment(run.outcome).values() if wish)
    left = {
        name: facility.seats.capacity - taken[name]
        for name, facility in document.facilities.items()
        if facility.by_hand
    }
    return {name: seats for name, seats in left.items() if seats}


def _better(market: Assembled, run: Run) -> dict[str, list[Any]]:
    best = deferred_acceptance(market.market).held.tolist()
    pairs = zip(market.children, run.outcome.held.tolist(), best, strict=True)
    return {
        child: [
            None if now == NOWHERE else wish_as_written(market.wishes[now]),
            wish_as_written(market.wishes[then]),
        ]
        for child, now, then in pairs
        if now != then
    }
