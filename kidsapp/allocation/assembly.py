"""From the document to arrays and back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kidsapp.allocation.deferred_acceptance import Outcome
from kidsapp.allocation.markets import NOWHERE, Market, Numbers, Truths, strict_keys
from kidsapp.allocation.reading.document import Document, Family, Seats, Wish
from kidsapp.allocation.reading.keeping import Kept, kept
from kidsapp.allocation.standings import NotEligible, active_families, barred, priority_for, wishes_of
from kidsapp.allocation.together import JointList

Part = tuple[str, tuple[str, ...]]
"""A facility, and the names of the parts down to some of its seats."""


ALREADY_THERE = "already there"
"""As if for children who keep a place all seats were reserved: no reserve takes a place that somebody has."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The market, and what its numbers stand for."""

    market: Market
    children: tuple[str, ...]
    wishes: tuple[Wish, ...]
    families: tuple[JointList, ...]
    by_hand: Truths
    """For each wish whether its facility offers by hand."""

    standing: tuple[Numbers, ...]
    """For each wish facility, class and points (negative): the order before the draw."""

    def redrawn(self, numbers: dict[str, str]) -> "Assembled":
        """The same children and places with other draw numbers."""
        draw = np.repeat(_draw_ranks(self.children, numbers), np.diff(self.market.first))
        key = strict_keys(*self.standing, draw)
        best = {
            family: min(numbers[self.children[child]] for child in family.children)
            for family in self.families
        }
        families = tuple(sorted(self.families, key=best.__getitem__))
        return replace(self, market=replace(self.market, key=key), families=families)

    def owners(self) -> list[str]:
        """For each wish the child that wishes."""
        count = np.diff(self.market.first).tolist()
        return [child for child, wishes in zip(self.children, count, strict=True) for _ in range(wishes)]

    def assignment(self, outcome: Outcome) -> dict[str, Wish | None]:
        """Who got which wish."""
        held = outcome.held.tolist()
        return {
            child: self.wishes[wish] if wish != NOWHERE else None
            for child, wish in zip(self.children, held, strict=True)
        }


def assembled(document: Document, numbers: dict[str, str]) -> Assembled:
    """The document as a market, with the draw numbers of its children."""
    parts = _Parts(document)
    places = kept(document)
    families = active_families(document, places)
    rows = _Rows(document, places, parts, families)
    for child in document.children:
        rows.add(child)
    drawn = _draw_ranks(tuple(document.children), numbers)
    columns = np.array(rows.columns, dtype=np.int64).reshape(-1, 5)
    facility, seats, priority_class, negative, reserve = columns.T
    draw = np.repeat(drawn, np.diff(rows.first))
    standing = (facility, priority_class, negative)
    market = Market(
        first=np.array(rows.first, dtype=np.int64),
        seats=np.ascontiguousarray(seats),
        key=strict_keys(*standing, draw),
        capacity=np.array(parts.capacity, dtype=np.int64),
        whole=np.array(parts.whole if parts.is_nested else [], dtype=np.int64),
        reserve=np.ascontiguousarray(reserve) if parts.reserved else np.zeros(0, dtype=np.int64),
        reserved=np.array(parts.reserved, dtype=np.int64),
        reserved_at=np.array(parts.reserved_at, dtype=np.int64),
    )
    joint = tuple(rows.joint_list(family) for family in _by_draw(families, numbers))
    by_hand = np.array([document.facilities[wish.facility].by_hand for wish in rows.wishes], dtype=np.bool_)
    return Assembled(market, tuple(document.children), tuple(rows.wishes), joint, by_hand, standing)


def _by_draw(families: tuple[Family, ...], numbers: dict[str, str]) -> list[Family]:
    """The family with the best draw number first."""
    return sorted(
        families, key=lambda family: (min(numbers[child] for child in family.children), family.children)
    )


def _draw_ranks(children: tuple[str, ...], numbers: dict[str, str]) -> Numbers:
    order = sorted(range(len(children)), key=[*map(numbers.__getitem__, children)].__getitem__)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order)) if any(numbers.values()) else 0
    return ranks


def _wished_by(family: Family, child: str) -> list[Wish]:
    """Every wish of one child in a joint list, once."""
    at = family.children.index(child)
    return list(dict.fromkeys(wish for line in family.wishes if (wish := line[at])))


class _Parts:
    """Numbers for all seats: the facilities first, then their parts."""

    def __init__(self, document: Document) -> None:
        self.capacity: list[int] = []
        self.whole: list[int] = []
        self.reserved: list[int] = []
        self.reserved_at: list[int] = []
        self.of_reserve: dict[tuple[str, str], int] = {}
        self.number: dict[Part, int] = {}
        for name, facility in document.facilities.items():
            self._add((name, ()), facility.seats, NOWHERE)
            for reserve, amount in sorted(facility.reserves.items()):
                self.of_reserve[name, reserve] = len(self.reserved)
                self.reserved.append(amount)
                self.reserved_at.append(self.number[name, ()])
            if facility.reserves:
                self.of_reserve[name, ALREADY_THERE] = len(self.reserved)
                self.reserved.append(facility.seats.capacity)
                self.reserved_at.append(self.number[name, ()])
        self.is_nested = False
        for name, facility in document.facilities.items():
            self._add_parts((name, ()), facility.seats)

    def _add(self, part: Part, seats: Seats, whole: int) -> None:
        self.number[part] = len(self.capacity)
        self.capacity.append(seats.capacity)
        self.whole.append(whole)

    def _add_parts(self, part: Part, seats: Seats) -> None:
        for name, each in seats.parts.items():
            self.is_nested = True
            inner = (part[0], (*part[1], name))
            self._add(inner, each, self.number[part])
            self._add_parts(inner, each)


class _Rows:
    """One row for each wish: facility, seats, class, points (negative, since more come first), reserve."""

    def __init__(self, document: Document, places: Kept, parts: _Parts, families: tuple[Family, ...]) -> None:
        self.document, self.places, self.parts = document, places, parts
        self.bars = barred(document)
        self.first = [0]
        self.wishes: list[Wish] = []
        self.columns: list[tuple[int, int, int, int, int]] = []
        self.joint = {child: _wished_by(family, child) for family in families for child in family.children}
        self.number = {child: index for index, child in enumerate(document.children)}

    def add(self, child: str) -> None:
        for wish in self._list(child):
            self.wishes.append(wish)
            self.columns.append(self._row(child, wish))
        self.first.append(len(self.wishes))

    def _list(self, child: str) -> Sequence[Wish]:
        return self.joint.get(child) or wishes_of(self.document, self.places, child)

    def joint_list(self, family: Family) -> JointList:
        """A family's lines as numbers of rows."""
        children = tuple(self.number[child] for child in family.children)
        lines = tuple(
            tuple(
                None if wish is None else self.first[self.number[child]] + self.joint[child].index(wish)
                for child, wish in zip(family.children, line, strict=True)
            )
            for line in family.wishes
        )
        return JointList(children, lines)

    def _row(self, child: str, wish: Wish) -> tuple[int, int, int, int, int]:
        priority = priority_for(self.document, self.places, self.bars, child, wish)
        facility = self.parts.number[wish.facility, ()]
        if isinstance(priority, NotEligible):
            return facility, NOWHERE, 0, 0, NOWHERE
        part = self.document.facilities[wish.facility].part_for(wish, self.document.children[child].group)
        seats = self.parts.number[wish.facility, part or ()]
        name = priority.reserve if priority.priority_class >= 0 else ALREADY_THERE
        reserve = self.parts.of_reserve.get((wish.facility, name), NOWHERE)
        return facility, seats, priority.priority_class, -priority.thousandths, reserve
