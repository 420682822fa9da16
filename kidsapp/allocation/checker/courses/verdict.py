"""The verdict on the record of a holiday programme."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.checker.courses.claims import Claim
from kidsapp.allocation.checker.courses.cutoffs import cutoff_faults
from kidsapp.allocation.checker.courses.feasibility import infeasible
from kidsapp.allocation.checker.courses.first_places import first_places
from kidsapp.allocation.checker.courses.stability import blocking
from kidsapp.allocation.checker.drawing import draw_faults, hash_of

CHECKER = "kidsapp-allocation-checker/1"
RESULT = ("assignment", "proposals", "cutoffs", "first_places")


def verdict(record: Mapping[str, Any]) -> dict[str, Any]:
    """Looks at everything that the record says; its own verdict in it is not read."""
    claim = Claim(record)
    faults = [*infeasible(claim)]
    if faults:
        return _judged(faults, [], {})
    pairs = [
        {"child": ", ".join(each.children), "wish": each.wish, "is_envy": each.is_envy}
        for each in blocking(claim)
    ]
    faults += [*cutoff_faults(record, claim), *draw_faults(record), *_hash_faults(record)]
    if claim.given["mode"] == "stable":
        return _judged([*faults, *(["first places in a stable run"] if claim.first else [])], pairs, {})
    found = first_places(claim)
    counted = {"children": found.children, "most": found.most, "most_if_apart": found.most_if_apart}
    return _judged([*faults, *found.faults], pairs, {"first_places": counted})


def _judged(faults: list[str], pairs: list[dict[str, Any]], more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "checker": CHECKER,
        "faults": faults,
        "blocking_pairs": pairs,
        "justified_envy": sum(each["is_envy"] for each in pairs),
        "empty_seats_wished_for": sum(not each["is_envy"] for each in pairs),
        "blocking_coalitions": [],
        "lost_places": [],
        **more,
        "is_proved": not (faults or pairs),
    }


def _hash_faults(record: Mapping[str, Any]) -> list[str]:
    result = {key: record[key] for key in RESULT if key in record}
    expected = {"input": hash_of(record["input"]), "result": hash_of(result)}
    return [
        f"hashes: {name} is another one" for name, each in expected.items() if record["hashes"][name] != each
    ]
