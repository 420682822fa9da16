"""Reads the whole document and what only shows when all of it is read."""

import re
from typing import Any

from kidsapp.allocation.reading import children, facilities, orders
from kidsapp.allocation.reading.document import RULE, Document, Facility, Late
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.json_text import parsed
from kidsapp.allocation.reading.keeping import refuse_lost_rights, refuse_overfull
from kidsapp.allocation.reading.values import members, text

DOCUMENT = frozenset(
    [
        "rule",
        "seed",
        "children",
        "facilities",
        "families",
        "grounds",
        "overrides",
        "signed",
        "previous",
        "late",
        "note",
    ]
)
SEED = re.compile(r"[0-9a-f]{2,128}")


def read(written: bytes) -> Document:
    """The checked input; raises ``InputRefused`` with the path of the first fault."""
    return document(parsed(written), Path())


def document(value: Any, path: Path) -> Document:
    """The same for a document that was parsed already."""
    members(value, path, known=DOCUMENT)
    for needed in ("rule", "children", "facilities"):
        if needed not in value:
            raise InputRefused(path / needed, "is missing")
    if text(value["rule"], path / "rule") != RULE:
        raise InputRefused(path / "rule", f"must be {RULE}, is {value['rule']}")
    places = facilities.facilities(value["facilities"], path / "facilities")
    found = children.children(value["children"], path / "children", places)
    listed = orders.grounds(value.get("grounds", ()), path / "grounds")
    whole = Document(
        children=dict(sorted(found.items())),
        facilities=dict(sorted(places.items())),
        seed=seed(value.get("seed"), path / "seed"),
        families=children.families(value.get("families", ()), path / "families", found, places),
        grounds=listed,
        overrides=orders.overrides(value.get("overrides", ()), path / "overrides", found, places, listed),
        signed=orders.signed(value.get("signed", {}), path / "signed", found, places),
        previous=orders.previous(value.get("previous", {}), path / "previous", places),
        late=orders.late(value["late"], path / "late") if value.get("late") is not None else None,
        note=text(value["note"], path / "note") if "note" in value else "",
    )
    _refuse_unknown_children(whole, path)
    _refuse_ties(whole, path)
    _refuse_what_rounds_cannot(whole, path)
    refuse_overfull(whole, path)
    refuse_lost_rights(whole, path)
    return whole


def seed(value: Any, path: Path) -> str:
    """The seed in small letters, empty where there is none."""
    if value is None:
        return ""
    found = text(value, path).lower()
    if not SEED.fullmatch(found):
        raise InputRefused(path, "must be 2 to 128 hexadecimal digits")
    return found


def _refuse_unknown_children(whole: Document, path: Path) -> None:
    for name, facility in whole.facilities.items():
        for index, child in enumerate(facility.priorities):
            if child not in whole.children:
                where = path / "facilities" / name / "priorities"
                raise InputRefused(
                    where[index] if facility.is_strict else where / child, f"{child} is no child of the list"
                )


def _refuse_what_rounds_cannot(whole: Document, path: Path) -> None:
    by_hand = [name for name, facility in whole.facilities.items() if facility.by_hand]
    if by_hand and whole.families:
        why = f"cannot apply together while facilities decide by hand: {', '.join(by_hand)}"
        raise InputRefused(path / "families", why)
    if by_hand and whole.late == Late.FEWEST_MOVES:
        why = f"offers by hand could move more children than are needed: {', '.join(by_hand)}"
        raise InputRefused(path / "late", why)


def _refuse_ties(whole: Document, path: Path) -> None:
    """Without a draw the order has to be strict by itself: nothing else may decide between two children."""
    if whole.seed:
        return
    for name, facility in whole.facilities.items():
        tied = _tied(facility)
        if tied:
            where = path / "facilities" / name / "priorities"
            raise InputRefused(
                where, f"{tied[0]} and {tied[1]} stand equal, so $.seed is needed for the draw"
            )


def _tied(facility: Facility) -> tuple[str, str] | None:
    seen: dict[tuple[int, int], str] = {}
    for child, priority in facility.priorities.items():
        standing = (priority.priority_class, priority.thousandths)
        if standing in seen:
            return seen[standing], child
        seen[standing] = child
    return None
