"""What a record claims, read by the checker itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

Wish = tuple[str, str, str]
"""Facility, hours and start; empty where nothing is said."""

Place = tuple[str, ...]
"""A facility, followed by the names of the parts down to some of its seats."""

Order = tuple[int, Decimal, str]
"""Class, points (negative), draw number: the lower comes first."""

KEPT, PRESENT, AT_PRESENT = -3, -2, -1


@dataclass(frozen=True, slots=True)
class Claim:
    """The input and the assignment of a record, as far as the proof needs them."""

    children: Mapping[str, Mapping[str, Any]]
    facilities: Mapping[str, Mapping[str, Any]]
    seed: str
    kept: Mapping[str, Wish]
    held: Mapping[str, Wish]
    barred: frozenset[tuple[str, str]]
    assignment: Mapping[str, Wish | None]
    families: tuple[Mapping[str, Any], ...] = ()
    together: frozenset[str] = frozenset()
    """Children whose family's joint list counts; they have none of their own."""

    numbers: dict[str, str] = field(default_factory=dict)

    def draw_number(self, child: str) -> str:
        """The child's number, computed anew from the seed."""
        if child not in self.numbers:
            whole = sha256(f"{self.seed}:{child}".encode()).hexdigest() if self.seed else ""
            self.numbers[child] = whole[:32]
        return self.numbers[child]

    def wishes(self, child: str) -> list[Wish]:
        """A child's list, the present place last; what it holds already comes before all."""
        if child in self.kept:
            return [self.kept[child]]
        if child in self.together:
            return []
        listed = [as_wish(each) for each in self.children[child]["wishes"]]
        present, held = self.children[child].get("present"), self.held.get(child)
        listed += [as_wish(present)] if present else []
        return [held, *(each for each in listed if each != held)] if held else listed

    def listed(self, child: str, facility: str) -> tuple[int, Decimal, str] | None:
        """Class, points and reserve at a facility, ``None`` where the child is not listed."""
        found = self.facilities[facility]["priorities"].get(child)
        if found is None:
            return None
        return found.get("class", 0), Decimal(str(found.get("points", 0))), found.get("reserve", "")

    def reserve(self, child: str, facility: str, order: Order) -> str:
        """The reserve that a child may use; who has its place there already needs none."""
        listed = self.listed(child, facility)
        return listed[2] if listed and order[0] >= 0 else ""

    def order(self, child: str, wish: Wish) -> Order | None:
        """Where the child stands for this wish, ``None`` when it may not have the place."""
        listed = self.listed(child, wish[0])
        first = self._first(child, wish)
        is_out = (child, wish[0]) in self.barred or listed is None or self.place(child, wish) is None
        if first is None and is_out:
            return None
        ranked, amount, _ = listed or (0, Decimal(0), "")
        return ranked if first is None else first, -amount, self.draw_number(child)

    def _first(self, child: str, wish: Wish) -> int | None:
        present = self.children[child].get("present")
        if child in self.kept:
            return KEPT
        if not present or as_wish(present)[0] != wish[0]:
            return None
        return PRESENT if as_wish(present) == wish else AT_PRESENT

    def place(self, child: str, wish: Wish) -> Place | None:
        """Down to which seats a wish leads, ``None`` where there are none such."""
        told = {"groups": self.children[child].get("group", ""), "contracts": wish[1], "starts": wish[2]}
        seats: Any = self.facilities[wish[0]]
        path = [wish[0]]
        while isinstance(seats, dict) and (by := next((key for key in told if key in seats), None)):
            if told[by] not in seats[by]:
                return None
            path.append(told[by])
            seats = seats[by][told[by]]
        return tuple(path)

    def capacities_of(self, facility: str) -> Iterator[tuple[Place, int]]:
        """A facility and its parts, each with its capacity."""
        return _capacities((facility,), self.facilities[facility])

    def capacities(self) -> Iterator[tuple[Place, int]]:
        """Every facility and every part with its capacity."""
        for name in self.facilities:
            yield from self.capacities_of(name)


def _capacities(place: Place, seats: Any) -> Iterator[tuple[Place, int]]:
    if not isinstance(seats, dict):
        yield place, seats
        return
    yield place, seats["capacity"]
    for by in ("groups", "contracts", "starts"):
        for name, part in seats.get(by, {}).items():
            yield from _capacities((*place, name), part)


def as_wish(written: Any) -> Wish:
    """A wish as the record writes it."""
    if isinstance(written, str):
        return written, "", ""
    return written["facility"], written.get("hours", ""), written.get("start", "")


def claim(record: Mapping[str, Any]) -> Claim:
    """What a record claims."""
    given = record["input"]
    overrides, kept = given.get("overrides", []), _kept(given)
    contracts = record.get("contracts", {})
    families = [family["children"] for family in given.get("families", [])]
    return Claim(
        children={
            name: each if isinstance(each, dict) else {"wishes": each}
            for name, each in given["children"].items()
        },
        facilities={
            name: {**each, "priorities": _ranked(each["priorities"])}
            for name, each in given["facilities"].items()
        },
        seed=given.get("seed", ""),
        kept=kept,
        held={child: wish for child, wish in before("fewest-moves", given).items() if child not in kept},
        barred=frozenset((o["child"], as_wish(o["wish"])[0]) for o in overrides if o["act"] == "bar"),
        assignment={
            name: as_wish(contracts.get(name, facility)) if facility else None
            for name, facility in record["assignment"].items()
        },
        families=tuple(given.get("families", [])),
        together=frozenset(child for names in families if not set(names) & set(kept) for child in names),
    )


def _ranked(priorities: Any) -> Any:
    """A strict order as classes: one for each position."""
    if isinstance(priorities, dict):
        return priorities
    return {child: {"class": position} for position, child in enumerate(priorities)}


def _kept(given: Mapping[str, Any]) -> dict[str, Wish]:
    """Signed contracts before ordered places, these before places held already when no one may move."""
    found = before("no-one-moves", given)
    orders = [each for each in given.get("overrides", []) if each["act"] == "place"]
    found |= {each["child"]: as_wish(each["wish"]) for each in orders}
    return found | {name: as_wish(wish) for name, wish in given.get("signed", {}).items()}


def before(late: str, given: Mapping[str, Any]) -> dict[str, Wish]:
    """Where each child had a place before, if late children are taken in that way."""
    if given.get("late") != late:
        return {}
    previous = given.get("previous", {}).items()
    return {name: as_wish(wish) for name, wish in previous if wish and name in given["children"]}


def written(wish: Wish) -> Any:
    """A wish as records write it."""
    facility, hours, start = wish
    said = {"facility": facility, "hours": hours, "start": start}
    return {key: value for key, value in said.items() if value} if hours or start else facility
