"""Reads a record strictly enough that whatever works with it may trust its form, not what it claims."""

import json
from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading import whole
from kidsapp.allocation.reading.children import wish
from kidsapp.allocation.reading.document import Document, Facility
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.json_text import parsed
from kidsapp.allocation.reading.values import count, items, members, named, text, thousandths

FORMAT = "kidsapp-allocation-record/1"
NEEDED = ("format", "input", "draw", "assignment", "proposals", "cutoffs", "hashes")
CUTOFF = frozenset({"class", "points", "draw", "position", "reserves", "part"})


def read_record(written: bytes) -> tuple[dict[str, Any], Document]:
    """The record and its input; raises ``InputRefused`` where it is no record."""
    strict, path = parsed(written), Path()
    members(strict, path)
    for needed in NEEDED:
        if needed not in strict:
            raise InputRefused(path / needed, "is missing; is this a record?")
    if strict["format"] != FORMAT:
        raise InputRefused(path / "format", f"must be {FORMAT}")
    document = whole.document(strict["input"], path / "input")
    _assignment(strict, path, document)
    draw_and_hashes(strict, path)
    _cutoffs(strict, path, document)
    count(strict["proposals"], path / "proposals")
    found: dict[str, Any] = json.loads(written.decode("utf-8-sig"))
    return found, document


def _assignment(record: Mapping[str, Any], path: Path, document: Document) -> None:
    """Facilities and children of the list, nothing else; whether it is right is the checker's matter."""
    for name, facility, where in named(record["assignment"], path / "assignment"):
        if name not in document.children:
            raise InputRefused(where, "is no child of the list")
        if facility is not None and text(facility, where) not in document.facilities:
            raise InputRefused(where, f"names a facility that is not listed: {facility}")
    for name, contract, where in named(record.get("contracts", {}), path / "contracts"):
        if wish(contract, where, document.facilities).facility != record["assignment"].get(name):
            raise InputRefused(where, "is for another facility than the assignment")


def draw_and_hashes(record: Mapping[str, Any], path: Path) -> None:
    """The form of a record's draw and of its hashes."""
    draw = members(record["draw"], path / "draw")
    for needed in ("commitment", "list_hash", "numbers"):
        if needed not in draw:
            raise InputRefused(path / "draw" / needed, "is missing")
    for name, number, where in named(draw["numbers"], path / "draw" / "numbers"):
        text(number, where / name)
    hashes = members(record["hashes"], path / "hashes")
    for needed in ("input", "result"):
        text(hashes.get(needed), path / "hashes" / needed)


def _cutoffs(record: Mapping[str, Any], path: Path, document: Document) -> None:
    found = members(record["cutoffs"], path / "cutoffs", known=frozenset(document.facilities))
    for name, facility in document.facilities.items():
        where = path / "cutoffs" / name
        if name not in found:
            raise InputRefused(where, "is missing")
        if found[name] is not None:
            _cutoff(found[name], where)
            _reserves(found[name].get("reserves", {}), where / "reserves", facility)
    for _, parts, place in named(record.get("part_cutoffs", {}), path / "part_cutoffs"):
        for each, where in items(parts, place):
            _cutoff(each, where)
            for name, at in items(each.get("part"), where / "part"):
                text(name, at)


def _cutoff(value: Any, path: Path) -> None:
    cutoff = members(value, path, known=CUTOFF)
    if "position" in cutoff:
        count(cutoff["position"], path / "position", least=1)
        return
    for needed, reads in (("class", _class), ("points", thousandths), ("draw", text)):
        if needed not in cutoff:
            raise InputRefused(path / needed, "is missing")
        if cutoff[needed] is not None:
            reads(cutoff[needed], path / needed)


def _reserves(value: Any, path: Path, facility: Facility) -> None:
    for name, cutoff in members(value, path, known=frozenset(facility.reserves)).items():
        if cutoff is not None:
            _cutoff(cutoff, path / name)


def _class(value: Any, path: Path) -> int:
    return count(value, path, least=-3)
