"""Reads the record of a holiday programme strictly enough that whatever works with it may trust its form."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.courses.programme import Mode, Programme
from kidsapp.allocation.courses.reading import programme
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.records import FORMAT, NEEDED, draw_and_hashes
from kidsapp.allocation.reading.values import count, items, members, named, text, thousandths

CUTOFF = frozenset({"class", "points", "draw", "own_draw", "first_places"})


def read_record(strict: Any, path: Path) -> Programme:
    """The input of a parsed record; raises ``InputRefused`` where it is no record."""
    for needed in NEEDED:
        if needed not in strict:
            raise InputRefused(path / needed, "is missing; is this a record?")
    if strict["format"] != FORMAT:
        raise InputRefused(path / "format", f"must be {FORMAT}")
    found = programme(strict["input"], path / "input")
    _assignment(strict, path, found)
    draw_and_hashes(strict, path)
    _cutoffs(strict["cutoffs"], path / "cutoffs", found)
    count(strict["proposals"], path / "proposals")
    return found


def _assignment(record: Mapping[str, Any], path: Path, found: Programme) -> None:
    if set(members(record["assignment"], path / "assignment")) != set(found.children):
        raise InputRefused(path / "assignment", "does not name the children of the list")
    for _, courses, where in named(record["assignment"], path / "assignment"):
        for course, at in items(courses, where):
            _known(course, at, found)
    if ("first_places" in record) != (found.mode == Mode.FIRST_PLACE_FOR_ALL):
        raise InputRefused(path / "first_places", "belongs to the mode first-place-for-all, and only to it")
    for child, course, where in named(record.get("first_places", {}), path / "first_places"):
        if child not in found.children:
            raise InputRefused(where, "is no child of the list")
        _known(course, where, found)


def _known(course: Any, path: Path, found: Programme) -> None:
    if text(course, path) not in found.courses:
        raise InputRefused(path, f"names a course that is not listed: {course}")


def _cutoffs(value: Any, path: Path, found: Programme) -> None:
    if set(members(value, path)) != set(found.courses):
        raise InputRefused(path, "does not name the courses of the list")
    reads = {
        "class": count,
        "points": thousandths,
        "draw": _number,
        "own_draw": _number,
        "first_places": count,
    }
    for _, cutoff, where in named(value, path):
        if cutoff is None:
            continue
        for name, each, at in named(members(cutoff, where, known=CUTOFF), where):
            if each is not None:
                reads[name](each, at)
        for needed in ("class", "points", "draw"):
            if needed not in cutoff:
                raise InputRefused(where / needed, "is missing")


def _number(value: Any, path: Path) -> str:
    """A draw number, empty where there was no draw."""
    return text(value, path) if value != "" else ""
