"""Cut-offs: for each facility that is full, where the last child stood that got in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kidsapp.allocation.reading.document import Document, Facility, Seats, Wish
from kidsapp.allocation.reading.keeping import kept
from kidsapp.allocation.reading.values import points
from kidsapp.allocation.standings import NotEligible, Standing, barred, priority_for

Parts = tuple[str, ...]
NO_SEAT = {"class": None, "points": None, "draw": None}
"""The cut-off of seats that nobody could get."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A child on a seat, for the order only: where it stands, and which reserve it may use."""

    standing: Standing
    reserve: str


Holders = Mapping[str, Mapping[Parts, list[Holder]]]


def holders(document: Document, assignment: Mapping[str, Wish | None], numbers: Mapping[str, str]) -> Holders:
    """Who sits where, at each facility and at each of its parts, in the facility's order."""
    places, bars = kept(document), barred(document)
    found: dict[str, dict[Parts, list[Holder]]] = defaultdict(lambda: defaultdict(list))
    for child, wish in assignment.items():
        if wish is None:
            continue
        priority = priority_for(document, places, bars, child, wish)
        part = document.facilities[wish.facility].part_for(wish, document.children[child].group)
        if isinstance(priority, NotEligible) or part is None:
            raise ValueError(f"{child} holds a place that it may not have")
        reserve = priority.reserve if priority.priority_class >= 0 else ""
        standing = Standing(priority.priority_class, -priority.thousandths, numbers[child])
        for depth in range(len(part) + 1):
            found[wish.facility][part[:depth]].append(Holder(standing, reserve))
    for parts in found.values():
        for each in parts.values():
            each.sort(key=lambda holder: holder.standing)
    return found


def cutoffs(document: Document, held: Holders) -> dict[str, Any]:
    """For each facility the standing of the last who got in, ``None`` where seats are left."""
    return {name: _cutoff(each, held.get(name, {}).get((), [])) for name, each in document.facilities.items()}


def part_cutoffs(document: Document, held: Holders) -> dict[str, list[dict[str, Any]]]:
    """The same for each full part of a facility that has parts."""
    found = {}
    for name, facility in document.facilities.items():
        full = [
            {"part": list(part), **_last(facility, held.get(name, {}).get(part, []))}
            for part, seats in _parts(facility.seats)
            if len(held.get(name, {}).get(part, [])) >= seats.capacity
        ]
        if full:
            found[name] = full
    return found


def _parts(seats: Seats, above: Parts = ()) -> Iterable[tuple[Parts, Seats]]:
    for name, part in seats.parts.items():
        yield (*above, name), part
        yield from _parts(part, (*above, name))


def _cutoff(facility: Facility, sitting: list[Holder]) -> dict[str, Any] | None:
    if len(sitting) < facility.seats.capacity:
        return None
    if not facility.reserves:
        return _last(facility, sitting)
    reserved = {name: _best_of(sitting, name, amount) for name, amount in facility.reserves.items()}
    on_reserve = {id(holder) for each in reserved.values() for holder in each}
    others = [holder for holder in sitting if id(holder) not in on_reserve]
    return {
        **_last(facility, others),
        "reserves": {
            name: _last(facility, each) if len(each) == facility.reserves[name] else None
            for name, each in sorted(reserved.items())
        },
    }


def _best_of(sitting: list[Holder], reserve: str, amount: int) -> list[Holder]:
    return [holder for holder in sitting if holder.reserve == reserve][:amount]


def _last(facility: Facility, sitting: list[Holder]) -> dict[str, Any]:
    return described(facility, sitting[-1].standing) if sitting else dict(NO_SEAT)


def described(facility: Facility, standing: Standing) -> dict[str, Any]:
    """A standing in the words of the document; in a strict order it is a position, counted from 1."""
    if facility.is_strict and standing.priority_class >= 0:
        return {"position": standing.priority_class + 1}
    return {
        "class": standing.priority_class,
        "points": points(-standing.negative_thousandths),
        "draw": standing.draw or None,
    }
