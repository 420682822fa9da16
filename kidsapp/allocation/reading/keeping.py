"""Places that children keep: too many of them, and no run could give them all."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kidsapp.allocation.reading.document import Document, Late, OverrideAct, Seats, Wish
from kidsapp.allocation.reading.faults import InputRefused, Path

Part = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Places that stand whatever the run says, each with its reason; and places that children hold already.

    Who *holds* a place asks for it before all else, and loses it only to children who stand before it there.
    """

    wishes: Mapping[str, Wish]
    reasons: Mapping[str, str]
    held: Mapping[str, Wish]


def kept(document: Document) -> Kept:
    """Signed contracts, places ordered by people, and, where no one may move, places of an earlier result."""
    had = {name: wish for name, wish in document.previous.items() if wish and name in document.children}
    before = had if document.late == Late.NO_ONE_MOVES else {}
    ordered = {each.child: each.wish for each in document.overrides if each.act == OverrideAct.PLACE}
    sources = {"held-before": before, "ordered": ordered, "signed": dict(document.signed)}
    wishes = {child: wish for found in sources.values() for child, wish in found.items()}
    reasons = {child: reason for reason, found in sources.items() for child in found}
    held = had if document.late == Late.FEWEST_MOVES else {}
    return Kept(wishes, reasons, {child: wish for child, wish in held.items() if child not in wishes})


def refuse_lost_rights(document: Document, path: Path) -> None:
    """Raise ``InputRefused`` where a child holds a place that nobody could let it keep."""
    for child, wish in kept(document).held.items():
        place = document.facilities[wish.facility]
        is_listed = child in place.priorities or document.children[child].present == wish
        if not is_listed or place.part_for(wish, document.children[child].group) is None:
            why = f"is not eligible at {wish.facility} any more: sign it, order it by hand, or leave it out"
            raise InputRefused(path / "previous" / child, why)


def refuse_overfull(document: Document, path: Path) -> None:
    """Raise ``InputRefused`` where more children keep a place than there are seats, or keep none that is."""
    places = kept(document).wishes
    present = {name: child.present for name, child in document.children.items() if child.present}
    keeping: Counter[Part] = Counter()
    for child, wish in {**present, **places}.items():
        part = document.facilities[wish.facility].part_for(wish, document.children[child].group)
        if part is None:
            raise InputRefused(
                path / "children" / child, f"keeps a place at {wish.facility} that is not there"
            )
        keeping.update((wish.facility, *part[:depth]) for depth in range(len(part) + 1))
    for name, facility in document.facilities.items():
        for seats_at, seats in _all((name,), facility.seats):
            if keeping[seats_at] > seats.capacity:
                why = f"{keeping[seats_at]} keep a place at {', '.join(seats_at)}, where {seats.capacity} are"
                raise InputRefused(path / "facilities" / name / "capacity", why)


def _all(part: Part, seats: Seats) -> Iterator[tuple[Part, Seats]]:
    yield part, seats
    for name, each in seats.parts.items():
        yield from _all((*part, name), each)
