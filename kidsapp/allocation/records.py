"""A run from the input to its record: everything that is needed to prove it, and to run it again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kidsapp.allocation import draw
from kidsapp.allocation.assembly import assembled
from kidsapp.allocation.canonical import canonical, fingerprint
from kidsapp.allocation.checker.verdict import verdict
from kidsapp.allocation.comparing import changes
from kidsapp.allocation.cutoffs import cutoffs, holders, part_cutoffs
from kidsapp.allocation.offering import by_hand
from kidsapp.allocation.reading.document import RULE, Document, Wish
from kidsapp.allocation.reading.records import FORMAT
from kidsapp.allocation.reading.writing import as_written, override_as_written, wish_as_written
from kidsapp.allocation.running import run
from kidsapp.allocation.what_if import assignment as assignment_of

RULE_VERSION = "1"
FROZEN = ("rule", "children", "facilities", "families")
"""What is frozen before the seed is published, and hashed."""


def record(document: Document) -> dict[str, Any]:
    """The record of a run, with the checker's verdict in it."""
    numbers = draw.draw_numbers(document.seed, document.children)
    market = assembled(document, numbers)
    found = run(market)
    assignment = market.assignment(found.outcome)
    written = as_written(document)
    result = _result(document, assignment, numbers, found.outcome.proposals)
    if any(facility.by_hand for facility in document.facilities.values()):
        result["by_hand"] = by_hand(document, market, found)
    made = {
        "format": FORMAT,
        "rule": RULE,
        "rule_version": RULE_VERSION,
        "input": written,
        "seed": document.seed or None,
        "draw": _draw(document, written, numbers),
        **result,
        "refused_as_not_eligible": found.outcome.not_eligible,
        "runs": found.runs,
        "overrides": _effects(document, assignment),
        **({"changes": changes(document, document.previous, assignment)} if document.previous else {}),
        "hashes": {"input": fingerprint(written), "result": fingerprint(result)},
    }
    return _with_verdict(made)


def _with_verdict(made: dict[str, Any]) -> dict[str, Any]:
    found = verdict(made)
    return {**made, "blocking_pairs": found["blocking_pairs"], "verdict": found}


def _result(
    document: Document, assignment: Mapping[str, Wish | None], numbers: Mapping[str, str], proposals: int
) -> dict[str, Any]:
    held = holders(document, assignment, numbers)
    contracts = {
        child: wish_as_written(wish)
        for child, wish in assignment.items()
        if wish and (wish.hours or wish.start)
    }
    parts = part_cutoffs(document, held)
    return {
        "assignment": {child: wish.facility if wish else None for child, wish in assignment.items()},
        "proposals": proposals,
        "cutoffs": cutoffs(document, held),
        **({"contracts": contracts} if contracts else {}),
        **({"part_cutoffs": parts} if parts else {}),
    }


def _effects(document: Document, assignment: Mapping[str, Wish | None]) -> list[dict[str, Any]]:
    """Every override, and what it changed: each child's place without it, and with it."""
    found = []
    for override in document.overrides:
        without = assignment_of(
            replace(document, overrides=tuple(o for o in document.overrides if o != override))
        )
        changed = {
            child: [wish_as_written(without[child]), wish_as_written(wish)]
            for child, wish in assignment.items()
            if without[child] != wish
        }
        found.append({**override_as_written(override), "changed": changed})
    return found


def _draw(document: Document, written: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "function": draw.FUNCTION,
        "commitment": draw.commitment(document.seed) if document.seed else None,
        "list_hash": list_hash(written),
        "numbers": dict(numbers) if document.seed else {},
    }


def list_hash(written: Mapping[str, Any]) -> str:
    """What is published when the list is frozen; the seed is no part of it."""
    return fingerprint({key: written[key] for key in FROZEN if key in written})


def record_bytes(document: Document) -> bytes:
    """The record as it is written to disk."""
    return canonical(record(document))
