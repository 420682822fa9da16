"""Reads facilities: their seats, and who may have them in which order."""

import re
from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading.document import Facility, Priority, Seats
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.values import count, items, members, named, text, thousandths, truth

FACILITY = frozenset({"capacity", "priorities", "groups", "contracts", "reserves", "by_hand"})
PRIORITY = frozenset({"class", "points", "reserve"})
PARTS = {"groups": "group", "contracts": "hours", "starts": "start"}
"""How the document names the parts of seats, and by what they are told apart."""

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def facilities(value: Any, path: Path) -> dict[str, Facility]:
    """All facilities by their names."""
    return {name: _facility(each, where) for name, each, where in named(value, path)}


def _facility(value: Any, path: Path) -> Facility:
    members(value, path, known=FACILITY)
    for needed in ("capacity", "priorities"):
        if needed not in value:
            raise InputRefused(path / needed, "is missing")
    reserves = {
        name: count(each, where) for name, each, where in named(value.get("reserves", {}), path / "reserves")
    }
    facility = Facility(
        _seats(value, path),
        _priorities(value["priorities"], path / "priorities", reserves),
        is_strict=not isinstance(value["priorities"], dict),
        by_hand=truth(value.get("by_hand", False), path / "by_hand"),
        reserves=reserves,
    )
    _refuse_crossing_reserves(facility, path)
    _refuse_unranked_offers(facility, path)
    return facility


def _refuse_unranked_offers(facility: Facility, path: Path) -> None:
    """Who decides by hand says in which order, and offers places that differ in nothing but the group."""
    if not facility.by_hand:
        return
    if not facility.is_strict:
        raise InputRefused(
            path / "priorities", "must be a list, best first, where a facility decides by hand"
        )
    each = (facility.seats, *(facility.seats.parts.values() if facility.seats.by == "group" else ()))
    if any(seats.by in {"hours", "start"} for seats in each):
        raise InputRefused(
            path / "by_hand", "is not possible with contracts: make each a facility of its own"
        )


def _refuse_crossing_reserves(facility: Facility, path: Path) -> None:
    """A reserve that crosses the parts of a facility could leave no stable result."""
    if facility.reserves and facility.seats.parts:
        raise InputRefused(path / "reserves", "cannot be kept where seats are in groups or contracts")
    if sum(facility.reserves.values()) > facility.seats.capacity:
        raise InputRefused(path / "reserves", "are more than the capacity")


def _seats(value: Mapping[str, Any], path: Path) -> Seats:
    """Seats with the parts that the document tells apart; a part lies in one whole only."""
    capacity = count(value.get("capacity"), path / "capacity")
    told = [name for name in PARTS if name in value]
    if len(told) > 1:
        raise InputRefused(path / told[1], f"crosses {told[0]}: put the contracts into each group")
    if not told:
        return Seats(capacity)
    by = PARTS[told[0]]
    parts = {name: _part(by, name, each, at) for name, each, at in named(value[told[0]], path / told[0])}
    return Seats(capacity, by, dict(sorted(parts.items())))


def _part(by: str, name: str, value: Any, path: Path) -> Seats:
    if by == "start" and not MONTH.fullmatch(name):
        raise InputRefused(path, "must be a month like 2027-08")
    if not isinstance(value, dict):
        return Seats(count(value, path))
    below = {"group": {"contracts"}, "hours": {"starts"}, "start": set[str]()}[by]
    return _seats(members(value, path, known=frozenset({"capacity", *below})), path)


def _priorities(value: Any, path: Path, reserves: Mapping[str, int]) -> dict[str, Priority]:
    if isinstance(value, dict):
        return {name: _priority(each, where, reserves) for name, each, where in named(value, path)}
    found: dict[str, Priority] = {}
    for each, where in items(value, path):
        name = text(each, where)
        if name in found:
            raise InputRefused(where, f"ranks {name} a second time: the order would run in a circle")
        found[name] = Priority(len(found))
    return found


def _priority(value: Any, path: Path, reserves: Mapping[str, int]) -> Priority:
    members(value, path, known=PRIORITY)
    reserve = text(value["reserve"], path / "reserve") if "reserve" in value else ""
    if reserve and reserve not in reserves:
        raise InputRefused(path / "reserve", f"{reserve} is no reserve of this facility")
    return Priority(
        count(value.get("class", 0), path / "class"),
        thousandths(value.get("points", 0), path / "points"),
        reserve,
    )
