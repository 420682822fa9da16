"""Checks the published cut-offs against who sits where."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kidsapp.allocation.checker.claims import Order, Place
from kidsapp.allocation.checker.stability import Seating


def cutoff_faults(record: Mapping[str, Any], found: Seating) -> Iterator[str]:
    """Cut-offs that are not where the last child stands that got in."""
    published = dict(_published(record))
    for place, seats in found.capacity.items():
        name = "/".join(place)
        sitting = found.sitting.get(place, [])
        is_full = len(sitting) >= seats
        written = published.pop(place, None)
        if is_full != (written is not None):
            yield f"{name}: {'full without a cut-off' if is_full else 'a cut-off though seats are left'}"
        elif written is not None and not _agrees(found, place, written, sitting):
            yield f"{name}: the cut-off is not where the last child stands"
    yield from (f"{'/'.join(place)}: a cut-off of no seats of the list" for place in published)


def _published(record: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for name, written in record["cutoffs"].items():
        if written is not None:
            yield (name,), written
    for name, parts in record.get("part_cutoffs", {}).items():
        yield from ((((name, *written["part"])), written) for written in parts)


def _agrees(found: Seating, place: Place, written: Mapping[str, Any], sitting: list[Order]) -> bool:
    on_open = list(sitting)
    agrees = True
    for name, seats in found.claim.facilities[place[0]].get("reserves", {}).items():
        best = found.on_reserve[place[0], name][:seats]
        for each in best:
            on_open.remove(each)
        last = written.get("reserves", {}).get(name)
        agrees &= (last is not None) == (len(best) == seats) and (last is None or _is(last, best))
    return agrees and _is(written, on_open)


def _is(written: Mapping[str, Any], sitting: list[Order]) -> bool:
    """Whether the last of those sitting stands where the cut-off says."""
    if not sitting:
        return written.get("class") is None and "position" not in written
    priority_class, negative, draw = sitting[-1]
    if "position" in written:
        return bool(written["position"] == priority_class + 1)
    amount = Decimal(str(written["points"])) if written["points"] is not None else None
    return (written["class"], amount, written["draw"] or "") == (priority_class, -negative, draw)
