"""Whether the published cut-offs are those of the assignment."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kidsapp.allocation.checker.courses.claims import Claim
from kidsapp.allocation.checker.courses.stability import Taken


def cutoff_faults(record: Mapping[str, Any], claim: Claim) -> Iterator[str]:
    """Cut-offs that are not where the last child stood."""
    taken = Taken(claim)
    for name, course in claim.courses.items():
        said = record["cutoffs"].get(name)
        found = taken.firsts[name] + len(taken.places[name])
        expected = None if found < course["capacity"] else _expected(record, taken, name)
        if (said is None) != (expected is None) or (said and _exact(said) != expected):
            yield f"cutoffs: {name} is another one"


def _expected(record: Mapping[str, Any], taken: Taken, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"class": None, "points": None, "draw": None}
    if taken.places[name]:
        last = taken.places[name][-1]
        found = {"class": last[0], "points": -last[1], "draw": last[2]}
        if last[4]:
            found["own_draw"] = last[4]
    if "first_places" in record:
        found["first_places"] = taken.firsts[name]
    return found


def _exact(said: Mapping[str, Any]) -> dict[str, Any]:
    points = said.get("points")
    return {**said, "points": None if points is None else Decimal(str(points))}
