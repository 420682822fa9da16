"""Where a child stands at a facility, or why it may have no place there."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kidsapp.allocation.reading.document import Document, Family, OverrideAct, Priority, Wish
from kidsapp.allocation.reading.keeping import Kept

KEPT, PRESENT, AT_PRESENT = -3, -2, -1
"""Classes before all others: a place kept whatever the run says, the present place, other hours there."""


class NotEligible(StrEnum):
    """Why a child may have no place at a facility."""

    NOT_LISTED = "not-listed"
    NO_GROUP = "no-group"
    BARRED = "barred"


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """The strict order of a facility: the lower sorts first, so points count negative (in thousandths)."""

    priority_class: int
    negative_thousandths: int
    draw: str


def wishes_of(document: Document, places: Kept, child: str) -> tuple[Wish, ...]:
    """A child's wishes as the run sees them: only the kept place, or its list with the present place last.

    A place that it holds already stands first.
    """
    if child in places.wishes:
        return (places.wishes[child],)
    listed, held = listed_wishes(document, child), places.held.get(child)
    return (held, *(wish for wish in listed if wish != held)) if held else listed


def listed_wishes(document: Document, child: str) -> tuple[Wish, ...]:
    """The family's own order, the present place last."""
    listed = document.children[child]
    return (*listed.wishes, listed.present) if listed.present else listed.wishes


def active_families(document: Document, places: Kept) -> tuple[Family, ...]:
    """Families whose joint lists count; where a child keeps a place, the list has ended.

    What the children of a family hold already stands first in their list.
    """
    free = (f for f in document.families if not any(child in places.wishes for child in f.children))
    return tuple(_held_first(family, places) for family in free)


def _held_first(family: Family, places: Kept) -> Family:
    held = tuple(places.held.get(child) for child in family.children)
    if not any(held):
        return family
    return replace(family, wishes=(held, *(line for line in family.wishes if line != held)))


def barred(document: Document) -> frozenset[tuple[str, str]]:
    """Children and facilities that people ruled out."""
    return frozenset((o.child, o.wish.facility) for o in document.overrides if o.act == OverrideAct.BAR)


def class_of(document: Document, places: Kept, child: str, wish: Wish) -> int | None:
    """A class that comes before all listed ones, or ``None``."""
    present = document.children[child].present
    if child in places.wishes:
        return KEPT
    if present is None or present.facility != wish.facility:
        return None
    return PRESENT if wish == present else AT_PRESENT


def priority_for(
    document: Document, places: Kept, bars: frozenset[tuple[str, str]], child: str, wish: Wish
) -> Priority | NotEligible:
    """Class, points and reserve with which a child asks, or why it may not have the place."""
    facility = document.facilities[wish.facility]
    listed = facility.priorities.get(child)
    first = class_of(document, places, child, wish)
    if first is not None:
        return Priority(first, listed.thousandths if listed else 0, listed.reserve if listed else "")
    if (child, wish.facility) in bars:
        return NotEligible.BARRED
    if listed is None:
        return NotEligible.NOT_LISTED
    if facility.part_for(wish, document.children[child].group) is None:
        return NotEligible.NO_GROUP
    return listed
