"""The checked input in its one canonical form, whatever order or shorthand it came in."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading.document import (
    RULE,
    Child,
    Document,
    Facility,
    Override,
    Priority,
    Seats,
    Wish,
)
from kidsapp.allocation.reading.facilities import PARTS
from kidsapp.allocation.reading.values import points

NAMES = {by: name for name, by in PARTS.items()}


def as_written(document: Document) -> dict[str, Any]:
    """The document with the least that says the same; what is empty is left out."""
    full = {
        "rule": RULE,
        "seed": document.seed,
        "children": {name: _child(child) for name, child in document.children.items()},
        "facilities": {name: _facility(facility) for name, facility in document.facilities.items()},
        "families": [
            {
                "children": list(f.children),
                "wishes": [[wish_as_written(w) for w in line] for line in f.wishes],
            }
            for f in document.families
        ],
        "grounds": list(document.grounds),
        "overrides": [override_as_written(each) for each in document.overrides],
        "signed": {name: wish_as_written(wish) for name, wish in document.signed.items()},
        "previous": {name: wish_as_written(wish) for name, wish in document.previous.items()},
        "late": document.late.value if document.late else "",
        "note": document.note,
    }
    return {key: value for key, value in full.items() if value or key in {"children", "facilities"}}


def wish_as_written(wish: Wish | None) -> Any:
    """A wish: only the facility's name where nothing else is said."""
    if wish is None or not (wish.hours or wish.start):
        return wish.facility if wish else None
    return _said({"facility": wish.facility, "hours": wish.hours, "start": wish.start})


def override_as_written(override: Override) -> dict[str, Any]:
    """An override, in full."""
    words = {name: getattr(override, name) for name in ("child", "ground", "by", "second")}
    return {**words, "act": override.act.value, "wish": wish_as_written(override.wish)}


def _said(full: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in full.items() if value}


def _child(child: Child) -> Any:
    wishes = [wish_as_written(wish) for wish in child.wishes]
    more = _said({"present": wish_as_written(child.present), "group": child.group})
    return {"wishes": wishes, **more} if more else wishes


def _facility(facility: Facility) -> dict[str, Any]:
    if facility.is_strict:
        priorities: Any = list(facility.priorities)
    else:
        priorities = {name: _priority(each) for name, each in facility.priorities.items()}
    return {
        **_seats(facility.seats),
        "priorities": priorities,
        **_said({"reserves": dict(facility.reserves), "by_hand": facility.by_hand}),
    }


def _seats(seats: Seats) -> dict[str, Any]:
    parts = {name: _seats(part) if part.parts else part.capacity for name, part in seats.parts.items()}
    return {"capacity": seats.capacity, **({NAMES[seats.by]: parts} if seats.by else {})}


def _priority(priority: Priority) -> dict[str, Any]:
    written = {"class": priority.priority_class, "points": points(priority.thousandths)}
    return {**written, **_said({"reserve": priority.reserve})}
