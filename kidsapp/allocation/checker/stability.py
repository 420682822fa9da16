"""Feasibility, blocking pairs and justified envy, each straight from its definition."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kidsapp.allocation.checker.claims import Claim, Order, Place, Wish


@dataclass(frozen=True, slots=True)
class Blocking:
    """A child that would rather have this place, and the facility would rather have it."""

    child: str
    wish: Wish
    is_envy: bool
    """Whether somebody sits there who comes after the child; else a seat is left empty."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits where: for each facility and part the standings of those who sit there, in order."""

    claim: Claim
    capacity: dict[Place, int]
    sitting: dict[Place, list[Order]] = field(default_factory=lambda: defaultdict(list))
    on_reserve: dict[tuple[str, str], list[Order]] = field(default_factory=lambda: defaultdict(list))


def seating(claim: Claim) -> Seating:
    """Everybody on the seat that the record gives."""
    found = Seating(claim, dict(claim.capacities()))
    for child, wish in claim.assignment.items():
        order = claim.order(child, wish) if wish else None
        place = claim.place(child, wish) if wish else None
        if wish is None or order is None or place is None:
            continue
        for depth in range(1, len(place) + 1):
            insort(found.sitting[place[:depth]], order)
        reserve = claim.reserve(child, wish[0], order)
        if reserve:
            insort(found.on_reserve[wish[0], reserve], order)
    return found


def infeasible(found: Seating) -> list[str]:
    """What cannot be: too many on a seat, a place that was not wished for or that the child may not have."""
    claim = found.claim
    faults = [
        f"{'/'.join(place)}: {len(found.sitting[place])} children on {seats} seats"
        for place, seats in sorted(found.capacity.items())
        if len(found.sitting.get(place, ())) > seats
    ]
    if set(claim.assignment) != set(claim.children):
        faults.append("the assignment does not name every child of the list, or others")
    together = {child for family in claim.families for child in family["children"]}
    for child, wish in sorted(claim.assignment.items()):
        if wish is None or child not in claim.children:
            continue
        if child not in together and wish not in claim.wishes(child):
            faults.append(f"{child}: got {wish[0]}, which it did not wish for")
        if claim.order(child, wish) is None:
            faults.append(f"{child}: got {wish[0]}, where it is not eligible")
    return faults


def lost_places(claim: Claim) -> list[str]:
    """Children who had a place, kept or present, and now have none."""
    had = {child for child, each in claim.children.items() if each.get("present")} | set(claim.kept)
    return sorted(child for child in had if claim.assignment.get(child) is None)


def blocking_pairs(found: Seating) -> Iterator[Blocking]:
    """Every wish better than what its child got, at a facility that would take the child."""
    claim = found.claim
    for child in sorted(claim.children):
        got = claim.assignment.get(child)
        for wish in claim.wishes(child):
            if wish == got:
                break
            order = claim.order(child, wish)
            if order is not None:
                yield from _blocking(found, child, wish, order)


def _blocking(found: Seating, child: str, wish: Wish, order: Order) -> Iterator[Blocking]:
    place = found.claim.place(child, wish)
    got = found.claim.assignment.get(child)
    own = found.claim.order(child, got) if got else None
    own_place = (found.claim.place(child, got) if got else None) or ()
    if place is None:
        return
    has_room, reserves = True, found.claim.facilities[wish[0]].get("reserves")
    for depth in range(1, len(place) + 1):
        seats = place[:depth]
        is_own = own is not None and own_place[:depth] == seats
        others = len(found.sitting[seats]) - is_own
        before = bisect_left(found.sitting[seats], order) - (is_own and own is not None and own < order)
        if before >= found.capacity[seats] and not reserves:
            return
        has_room &= others < found.capacity[seats]
    if has_room or not reserves or order in chosen(found, wish[0], child, order):
        yield Blocking(child, wish, is_envy=not has_room)


def chosen(found: Seating, facility: str, child: str, order: Order) -> list[Order]:
    """Whom a facility with reserves takes of those who sit there and this child.

    Who has a place there keeps it; then each reserve takes its first; then all others in order.
    """
    claim, seats = found.claim, found.capacity[facility,]
    reserves = claim.facilities[facility]["reserves"]
    rest = sorted([*found.sitting[facility,], order])
    on_reserve = {name: list(found.on_reserve[facility, name]) for name in reserves}
    name = claim.reserve(child, facility, order)
    if name:
        insort(on_reserve[name], order)
    first = [each for each in rest if each[0] < 0]
    for name, amount in reserves.items():
        first += on_reserve[name][:amount]
    first = sorted(first)[:seats]
    for each in first:
        rest.remove(each)
    return [*first, *rest[: seats - len(first)]]
