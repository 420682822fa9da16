"""A run of a holiday programme from the input to its record."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation import draw
from kidsapp.allocation.canonical import fingerprint
from kidsapp.allocation.checker.courses.verdict import verdict
from kidsapp.allocation.courses.gains import MEASURED
from kidsapp.allocation.courses.programme import RULE, Mode, Programme
from kidsapp.allocation.courses.running import Run, run
from kidsapp.allocation.courses.turns import Standing
from kidsapp.allocation.courses.writing import as_written
from kidsapp.allocation.reading.records import FORMAT
from kidsapp.allocation.reading.values import points

RULE_VERSION = "1"
NOT_FROZEN = {"seed", "note"}


def record(programme: Programme) -> dict[str, Any]:
    """The record of a run, with the checker's verdict in it."""
    numbers = draw.draw_numbers(programme.seed, programme.children)
    found = run(programme, numbers)
    written, result = as_written(programme), _result(programme, found)
    made = {
        "format": FORMAT,
        "rule": RULE,
        "rule_version": RULE_VERSION,
        "input": written,
        "seed": programme.seed or None,
        "draw": {
            "function": draw.FUNCTION,
            "commitment": draw.commitment(programme.seed) if programme.seed else None,
            "list_hash": list_hash(written),
            "numbers": numbers if programme.seed else {},
        },
        **result,
        **({"gain_by_listing_less": MEASURED} if programme.mode == Mode.FIRST_PLACE_FOR_ALL else {}),
        "hashes": {"input": fingerprint(written), "result": fingerprint(result)},
    }
    judged = verdict(made)
    return {**made, "blocking_pairs": judged["blocking_pairs"], "verdict": judged}


def list_hash(written: Mapping[str, Any]) -> str:
    """What is published when the list is frozen; the seed is no part of it."""
    return fingerprint({key: each for key, each in written.items() if key not in NOT_FROZEN})


def _result(programme: Programme, found: Run) -> dict[str, Any]:
    first = {"first_places": dict(found.first_places)} if programme.mode == Mode.FIRST_PLACE_FOR_ALL else {}
    return {
        "assignment": {child: list(courses) for child, courses in found.assignment.items()},
        "proposals": found.asked,
        "cutoffs": _cutoffs(programme, found),
        **first,
    }


def _cutoffs(programme: Programme, found: Run) -> dict[str, Any]:
    """For each full course where the last child stood that got in; first places have no such limit."""
    last = _last_holders(found)
    firsts = list(found.first_places.values())
    full = (name for name in programme.courses if found.seats_left[name] == 0)
    cutoffs: dict[str, Any] = dict.fromkeys(programme.courses)
    for name in full:
        cutoffs[name] = _described(last.get(name))
        if programme.mode == Mode.FIRST_PLACE_FOR_ALL:
            cutoffs[name]["first_places"] = firsts.count(name)
    return cutoffs


def _last_holders(found: Run) -> dict[str, Standing]:
    """Turns are in order, so the latest that got a course is the last one."""
    return {
        course: turn.standing
        for turn in found.order
        for course in turn.wishes
        if course in found.assignment[turn.children[0]] and found.first_places.get(turn.children[0]) != course
    }


def _described(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"class": None, "points": None, "draw": None}
    found: Mapping[str, Any] = {
        "class": standing.priority_class,
        "points": points(-standing.negative_thousandths),
        "draw": standing.draw,
    }
    return {**found, **({"own_draw": standing.own_draw} if standing.own_draw else {})}
