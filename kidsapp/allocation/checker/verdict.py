"""The verdict on a record: what was looked at, and what was found."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.checker.claims import claim, written
from kidsapp.allocation.checker.cutoffs import cutoff_faults
from kidsapp.allocation.checker.drawing import draw_faults, hash_of
from kidsapp.allocation.checker.families import coalitions, split_families
from kidsapp.allocation.checker.late import late_faults, late_report
from kidsapp.allocation.checker.rounds import round_faults
from kidsapp.allocation.checker.stability import blocking_pairs, infeasible, lost_places, seating

CHECKER = "kidsapp-allocation-checker/1"


def verdict(record: Mapping[str, Any]) -> dict[str, Any]:
    """Looks at everything that the record says; its own verdict in it is not read."""
    claimed = claim(record)
    found = seating(claimed)
    blocking = list(blocking_pairs(found))
    faults = [
        *infeasible(found),
        *split_families(claimed),
        *cutoff_faults(record, found),
        *round_faults(record, claimed),
        *draw_faults(record),
        *_hash_faults(record),
    ]
    together = coalitions(claimed)
    lost = lost_places(claimed)
    envy = sum(each.is_envy for each in blocking)
    late = late_report(record, claimed, envy)
    faults += late_faults(late)
    return {
        "checker": CHECKER,
        "faults": faults,
        "blocking_pairs": [{"child": each.child, "wish": written(each.wish)} for each in blocking],
        "justified_envy": envy,
        "empty_seats_wished_for": sum(not each.is_envy for each in blocking),
        "blocking_coalitions": together,
        "lost_places": lost,
        **({"late": late} if late else {}),
        "is_proved": not (faults or blocking or together or lost),
    }


def _hash_faults(record: Mapping[str, Any]) -> list[str]:
    """Hashes that are not those of what stands in the record."""
    result = {
        key: record[key]
        for key in ("assignment", "contracts", "cutoffs", "part_cutoffs", "proposals", "by_hand")
        if key in record
    }
    expected = {"input": hash_of(record["input"]), "result": hash_of(result)}
    return [
        f"hashes: {name} is another one" for name, each in expected.items() if record["hashes"][name] != each
    ]
