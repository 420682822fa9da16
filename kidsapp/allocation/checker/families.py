"""Families that apply together: whether one of them and facilities that would take it leave the result."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kidsapp.allocation.checker.claims import Claim, Order, Place, Wish, as_wish


@dataclass(frozen=True, slots=True, order=True)
class Contender:
    """A child at a facility: where it stands, on which seats, and which reserve it may use."""

    order: Order
    place: Place
    reserve: str
    child: str


Sitting = Mapping[str, list[Contender]]


def coalitions(claim: Claim) -> list[dict[str, Any]]:
    """Every family with a better line that all facilities named in it would take."""
    active = active_families(claim)
    sitting = _sitting(claim) if active else {}
    found = []
    for family in active:
        for rank, line in _better(claim, family):
            if _would_take(claim, sitting, line, set(family["children"])):
                wishes = {child: wish[0] for child, wish in line.items() if wish}
                found.append({"children": list(family["children"]), "line": rank, "facilities": wishes})
                break
    return found


def split_families(claim: Claim) -> Iterator[str]:
    """Families whose children got what stands in no line of their list."""
    for family in claim.families:
        got = {child: claim.assignment.get(child) for child in family["children"]}
        if set(got) & set(claim.kept) or not any(got.values()):
            continue
        if got not in list(_lines(claim, family)):
            yield f"{', '.join(family['children'])}: got together what stands in no line of their list"


def active_families(claim: Claim) -> list[Mapping[str, Any]]:
    """Families none of whose children keeps a place whatever the run says."""
    return [family for family in claim.families if not set(family["children"]) & set(claim.kept)]


def _lines(claim: Claim, family: Mapping[str, Any]) -> Iterator[dict[str, Wish | None]]:
    """What the children hold already, then the lines of the list."""
    held = {child: claim.held.get(child) for child in family["children"]}
    if any(held.values()):
        yield held
    for line in family["wishes"]:
        wishes = [as_wish(each) if each else None for each in line]
        yield dict(zip(family["children"], wishes, strict=True))


def _better(claim: Claim, family: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Wish | None]]]:
    got = {child: claim.assignment.get(child) for child in family["children"]}
    first = 0 if any(child in claim.held for child in got) else 1
    for rank, line in enumerate(_lines(claim, family), first):
        if line == got:
            return
        yield rank, line


def _sitting(claim: Claim) -> Sitting:
    found: dict[str, list[Contender]] = defaultdict(list)
    for child, wish in claim.assignment.items():
        contender = contender_for(claim, child, wish) if wish else None
        if contender:
            found[contender.place[0]].append(contender)
    return found


def contender_for(claim: Claim, child: str, wish: Wish) -> Contender | None:
    """A child at the facility of a wish, ``None`` where it may not have the place."""
    order, place = claim.order(child, wish), claim.place(child, wish)
    if order is None or place is None:
        return None
    return Contender(order, place, claim.reserve(child, wish[0], order), child)


def _would_take(claim: Claim, sitting: Sitting, line: Mapping[str, Wish | None], family: set[str]) -> bool:
    """Whether each facility takes all children who would come to it, the family gone from where it sits."""
    coming = [contender_for(claim, child, wish) for child, wish in line.items() if wish]
    for facility in {each.place[0] for each in coming if each}:
        others = [each for each in sitting.get(facility, []) if each.child not in family]
        newcomers = [each for each in coming if each and each.place[0] == facility]
        if not set(newcomers) <= set(choice(claim, facility, [*others, *newcomers])):
            return False
    return None not in coming


def choice(claim: Claim, facility: str, contenders: list[Contender]) -> list[Contender]:
    """Whom a facility takes: in order, as long as there are seats in each part and in the whole."""
    capacity, taken = dict(claim.capacities_of(facility)), Counter[Place]()
    found = []
    for each in _in_order(claim.facilities[facility].get("reserves", {}), sorted(contenders)):
        parts = [each.place[:depth] for depth in range(1, len(each.place) + 1)]
        if all(taken[part] < capacity[part] for part in parts):
            taken.update(parts)
            found.append(each)
    return found


def _in_order(reserves: Mapping[str, int], contenders: list[Contender]) -> list[Contender]:
    """Who keeps a place, then the first of each reserve, each in order; then all others."""
    left = dict(reserves)
    first: list[Contender] = []
    rest: list[Contender] = []
    for each in contenders:
        is_reserved = bool(reserves) and (each.order[0] < 0 or left.get(each.reserve, 0) > 0)
        if is_reserved and each.order[0] >= 0:
            left[each.reserve] -= 1
        (first if is_reserved else rest).append(each)
    return [*first, *rest]
