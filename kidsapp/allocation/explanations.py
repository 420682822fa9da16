"""Why each wish of a child ended as it did: from the record alone, without another child's name.

Keys and facts only; the sentences in seven languages stand in ``web/allocation``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kidsapp.allocation.cutoffs import described
from kidsapp.allocation.reading.document import Document, Family, OverrideAct, Wish
from kidsapp.allocation.reading.keeping import kept
from kidsapp.allocation.standings import (
    KEPT,
    PRESENT,
    NotEligible,
    Standing,
    active_families,
    barred,
    class_of,
    listed_wishes,
    priority_for,
    wishes_of,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one wish: a key of the texts, and the facts that the sentence names."""

    wish: Wish
    rank: int
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class Explanations:
    """The answers for all children of one record; ``document`` is the record's input."""

    def __init__(self, record: Mapping[str, Any], document: Document) -> None:
        """Take the record and its input as it was read."""
        self.record, self.document = record, document
        self.places, self.bars = kept(document), barred(document)

    @cached_property
    def _grounds(self) -> dict[tuple[str, str], str]:
        return {(each.child, each.act.value): each.ground for each in self.document.overrides}

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], Mapping[str, Any]]:
        listed = self.record.get("part_cutoffs", {})
        return {(name, *each["part"]): each for name, found in listed.items() for each in found}

    def got(self, child: str) -> Wish | None:
        """What the child got."""
        facility = self.record["assignment"][child]
        contract = self.record.get("contracts", {}).get(child)
        return Wish(**contract) if isinstance(contract, dict) else Wish(facility) if facility else None

    def answers(self, child: str) -> Iterator[Answer]:
        """One answer for each of the child's wishes, best first."""
        if child in self._families:
            yield from self._together(child, self._families[child])
            return
        got, is_met = self.got(child), False
        held = self.places.held.get(child)
        if held and held == got:
            yield from self._stays(child, held)
            return
        for rank, wish in enumerate(self._own_order(child), 1):
            if is_met and wish != held:
                yield Answer(wish, rank, "better-wish-met")
            elif wish == got:
                is_met = True
                yield Answer(wish, rank, *self._placed(child, wish))
            else:
                yield Answer(wish, rank, *self._refused(child, wish))

    def _own_order(self, child: str) -> tuple[Wish, ...]:
        """As the family wrote it; a place that it had without wishing for it comes last."""
        if child in self.places.wishes:
            return wishes_of(self.document, self.places, child)
        listed, held = listed_wishes(self.document, child), self.places.held.get(child)
        return listed if held is None or held in listed else (*listed, held)

    def _stays(self, child: str, held: Wish) -> Iterator[Answer]:
        """Who holds a place is asked for nothing else in a round for late children."""
        for rank, wish in enumerate(self._own_order(child), 1):
            yield Answer(wish, rank, "held-before" if wish == held else "not-asked")

    @cached_property
    def _families(self) -> dict[str, Family]:
        families = active_families(self.document, self.places)
        return {child: family for family in families for child in family.children}

    def _together(self, child: str, family: Family) -> Iterator[Answer]:
        """One answer for each line of the joint list; what is said about a seat is about this child's own."""
        got = tuple(self.got(each) for each in family.children)
        is_met = False
        for rank, line in enumerate(family.wishes, 1):
            own = line[family.children.index(child)]
            wish = own or Wish(" + ".join(dict.fromkeys(each.facility for each in line if each)))
            if is_met:
                yield Answer(wish, rank, "better-wish-met")
            elif line == got:
                is_met = True
                yield Answer(wish, rank, *(self._placed(child, own) if own else ("together-without", {})))
            else:
                yield Answer(wish, rank, *self._refused_together(child, own, line))

    def _refused_together(
        self, child: str, own: Wish | None, line: tuple[Wish | None, ...]
    ) -> tuple[str, dict[str, Any]]:
        """The child's own place was full for it alone, or there were not enough for all."""
        alone = self._reason(child, own) if own else None
        return alone or ("together-full", {"seats": tuple(dict.fromkeys(w.facility for w in line if w))})

    def _placed(self, child: str, wish: Wish) -> tuple[str, dict[str, Any]]:
        first = class_of(self.document, self.places, child, wish)
        if first == KEPT:
            return self.places.reasons[child], {
                "ground": self._grounds.get((child, OverrideAct.PLACE.value), "")
            }
        return "present-kept" if first == PRESENT else "placed", {}

    def _refused(self, child: str, wish: Wish) -> tuple[str, dict[str, Any]]:
        reason = self._reason(child, wish)
        if reason is None:
            raise ValueError(f"{child}: the record does not say why there is no place at {wish.facility}")
        return reason

    def _reason(self, child: str, wish: Wish) -> tuple[str, dict[str, Any]] | None:
        priority = priority_for(self.document, self.places, self.bars, child, wish)
        if isinstance(priority, NotEligible):
            by_hand = self.document.facilities[wish.facility].by_hand
            key = "not-offered" if by_hand and priority == NotEligible.NOT_LISTED else priority.value
            return key, {"ground": self._grounds.get((child, OverrideAct.BAR.value), "")}
        draw = self.record["draw"]["numbers"].get(child, "")
        standing = Standing(priority.priority_class, -priority.thousandths, draw)
        facility = self.document.facilities[wish.facility]
        own = described(facility, standing)
        for seats, cutoff in self._cutoffs(child, wish):
            found = _behind(own, cutoff)
            if found:
                key, last, mine = found
                return key, {"seats": seats, "last": last, "own": mine, "class": own.get("class")}
        return None

    def _cutoffs(self, child: str, wish: Wish) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
        """The cut-offs of all seats that the wish asks for, the widest first."""
        whole = self.record["cutoffs"][wish.facility]
        if whole is not None and whole.get("class", 0) is None:
            yield from self._reserve(child, wish.facility, whole)
        if whole is not None:
            yield (wish.facility,), whole
        part = (
            self.document.facilities[wish.facility].part_for(wish, self.document.children[child].group) or ()
        )
        for depth in range(1, len(part) + 1):
            seats = (wish.facility, *part[:depth])
            if seats in self._parts:
                yield seats, self._parts[seats]

    def _reserve(
        self, child: str, facility: str, whole: Mapping[str, Any]
    ) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
        """Where all seats are reserved, the child's own reserve says who got in."""
        listed = self.document.facilities[facility].priorities.get(child)
        last = whole.get("reserves", {}).get(listed.reserve) if listed else None
        if last is not None:
            yield (facility,), last


def _behind(own: Mapping[str, Any], cutoff: Mapping[str, Any]) -> tuple[str, Any, Any] | None:
    """What decided, where the child stands behind the last one that got in; ``None`` where it does not."""
    if "position" in cutoff:
        last, mine = cutoff["position"], own["position"]
        return ("full-position", last, mine) if mine > last else None
    if cutoff["class"] is None:
        return "no-seat", None, None
    if cutoff["class"] < 0:
        return "full-kept", None, None
    for key, sign in (("class", 1), ("points", -1), ("draw", 1)):
        last, mine = cutoff[key], own[key]
        if last != mine:
            is_behind = mine > last if sign > 0 else mine < last
            return (f"full-{key}", last, mine) if is_behind else None
    return None
