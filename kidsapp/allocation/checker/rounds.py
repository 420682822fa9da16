"""Whether each round of facilities that decide by hand follows from their lists."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kidsapp.allocation.checker.claims import Claim, Order, Place, Wish

Listed = tuple[Order, str, Place]
Lists = dict[str, list[Listed]]


def round_faults(record: Mapping[str, Any], claim: Claim) -> Iterator[str]:
    """Offers that skip somebody, that are too many, or that somebody lost without having something better."""
    hand = [name for name, each in claim.facilities.items() if each.get("by_hand")]
    rounds = record.get("by_hand", {}).get("rounds", [])
    sitting: dict[str, set[str]] = defaultdict(set)
    for child, wish in claim.assignment.items():
        sitting[wish[0] if wish else ""].add(child)
    for name, listed in _lists(claim, hand).items():
        yield from _faults(claim, name, listed, [_of(each, name) for each in rounds], sitting[name])
    if {name for each in rounds for kind in each.values() for name in kind} - set(hand):
        yield "rounds: offers of a facility that does not decide by hand"


def _of(each: Mapping[str, Any], facility: str) -> tuple[list[str], list[str]]:
    return each["offers"].get(facility, []), each["declined"].get(facility, [])


def _faults(
    claim: Claim,
    facility: str,
    listed: list[Listed],
    rounds: list[tuple[list[str], list[str]]],
    sitting: set[str],
) -> Iterator[str]:
    gone, held = set[str](), set[str]()
    first = _first(claim, facility, listed)
    for number, (offers, declined) in enumerate(rounds, 1):
        held |= set(offers)
        if held != first:
            yield f"{facility}: the offers of round {number} are not the next of its list"
        if not set(declined) <= held:
            yield f"{facility}: in round {number} somebody declined what was not offered"
        held -= set(declined)
        gone |= set(declined)
        if declined:
            first = _first(claim, facility, [each for each in listed if each[1] not in gone])
    if held != sitting or held != first:
        yield f"{facility}: whoever sits there is not who holds its offers after the last round"
    yield from (
        f"{facility}: {child} lost an offer and has nothing better"
        for child in sorted(gone)
        if not _has_better(claim, child, facility)
    )


def _lists(claim: Claim, hand: list[str]) -> Lists:
    """For each facility everybody who wishes for it and may come, in its order."""
    found: Lists = {name: [] for name in hand}
    for child in claim.children:
        seen = set[str]()
        for wish in claim.wishes(child):
            order, place = claim.order(child, wish), claim.place(child, wish)
            if wish[0] in found and wish[0] not in seen and order is not None and place is not None:
                found[wish[0]].append((order, child, place))
            seen.add(wish[0])
    return {name: sorted(listed) for name, listed in found.items()}


def _first(claim: Claim, facility: str, listed: list[Listed]) -> set[str]:
    """The first of the list, as long as there are seats."""
    capacity, taken = dict(claim.capacities_of(facility)), Counter[Place]()
    found = set()
    for _, child, place in listed:
        parts = [place[:depth] for depth in range(1, len(place) + 1)]
        if all(taken[part] < capacity[part] for part in parts):
            taken.update(parts)
            found.add(child)
    return found


def _has_better(claim: Claim, child: str, facility: str) -> bool:
    got = claim.assignment.get(child)
    wishes: list[Wish] = claim.wishes(child)
    offered = next((rank for rank, wish in enumerate(wishes) if wish[0] == facility), len(wishes))
    return got in wishes[:offered]
