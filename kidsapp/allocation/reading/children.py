"""Reads children, their wishes and their families."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading.document import Child, Facility, Family, Wish
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.values import items, members, named, text

Facilities = Mapping[str, Facility]
CHILD = frozenset({"wishes", "present", "group"})
WISH = frozenset({"facility", "hours", "start"})
FAMILY = frozenset({"children", "wishes"})


def children(value: Any, path: Path, facilities: Facilities) -> dict[str, Child]:
    """All children by their pseudonyms."""
    return {name: _child(each, where, facilities) for name, each, where in named(value, path)}


def _child(value: Any, path: Path, facilities: Facilities) -> Child:
    if not isinstance(value, dict):
        return Child(_wishes(value, path, facilities))
    members(value, path, known=CHILD)
    present = value.get("present")
    child = Child(
        _wishes(value.get("wishes", ()), path / "wishes", facilities),
        None if present is None else wish(present, path / "present", facilities),
        text(value["group"], path / "group") if "group" in value else "",
    )
    if child.present in child.wishes:
        raise InputRefused(path / "wishes", "names the present place, which is the last wish by itself")
    return child


def _wishes(value: Any, path: Path, facilities: Facilities) -> tuple[Wish, ...]:
    found: dict[Wish, None] = {}
    for each, where in items(value, path):
        one = wish(each, where, facilities)
        if one in found:
            raise InputRefused(where, f"wishes for {one.facility} a second time")
        found[one] = None
    return tuple(found)


def wish(value: Any, path: Path, facilities: Facilities) -> Wish:
    """One wish: the facility's name, or an object with hours and start."""
    if not isinstance(value, dict):
        return _known(Wish(text(value, path)), path, facilities)
    members(value, path, known=WISH)
    if "facility" not in value:
        raise InputRefused(path / "facility", "is missing")
    parts = {name: text(each, path / name) for name, each in value.items()}
    return _known(Wish(**parts), path, facilities)


def _known(wished: Wish, path: Path, facilities: Facilities) -> Wish:
    if wished.facility not in facilities:
        raise InputRefused(path, f"names a facility that is not listed: {wished.facility}")
    seats = facilities[wished.facility].seats
    for each in seats.parts.values() if seats.by == "group" else (seats,):
        if each.by == "hours":
            part = each.parts.get(_told(wished.hours, path / "hours", each.parts))
            if part is not None and part.by == "start":
                _told(wished.start, path / "start", part.parts)
    return wished


def _told(name: str, path: Path, parts: Mapping[str, Any]) -> str:
    """What a wish has to say where the facility tells it apart."""
    if name not in parts:
        found = f"{name} is not offered there" if name else "is missing"
        raise InputRefused(path, f"{found}; offered are {', '.join(sorted(parts))}")
    return name


def families(
    value: Any, path: Path, known: Mapping[str, Child], facilities: Facilities
) -> tuple[Family, ...]:
    """Families that apply together; each child is in one of them at most."""
    found, taken = [], set[str]()
    for each, where in items(value, path):
        family = _family(each, where, known, facilities)
        for child in family.children:
            if child in taken:
                raise InputRefused(where / "children", f"{child} applies with a family already")
        taken.update(family.children)
        found.append(family)
    return tuple(sorted(found, key=lambda family: family.children))


def _family(value: Any, path: Path, known: Mapping[str, Child], facilities: Facilities) -> Family:
    members(value, path, known=FAMILY)
    names = _names(value.get("children"), path / "children", known)
    lines = [
        tuple(None if each is None else wish(each, where, facilities) for each, where in items(line, place))
        for line, place in items(value.get("wishes"), path / "wishes")
    ]
    order = sorted(range(len(names)), key=lambda index: names[index])
    found: dict[tuple[Wish | None, ...], None] = {}
    for index, line in enumerate(lines):
        where = path / "wishes"
        if len(line) != len(names) or not any(line):
            raise InputRefused(where[index], "must name a wish or null for each child, and one wish at least")
        in_order = tuple(line[each] for each in order)
        if in_order in found:
            raise InputRefused(where[index], "is wished for a second time")
        found[in_order] = None
    return Family(tuple(names[each] for each in order), tuple(found))


def _names(value: Any, path: Path, known: Mapping[str, Child]) -> list[str]:
    names: list[str] = []
    for each, where in items(value, path):
        name = text(each, where)
        if name not in known or name in names:
            raise InputRefused(
                where, f"{name} is {'here twice' if name in names else 'no child of the list'}"
            )
        if known[name].wishes or known[name].present:
            raise InputRefused(where, f"{name} has a list of its own; together there is one joint list")
        names.append(name)
    if len(names) < 2:
        raise InputRefused(path, "must be two children or more")
    return names
