"""``make bench-allocation``: the engine and its checker beside ``matching`` and a heap in plain Python.

Each size runs in a process of its own, so that its memory is its own. Markets are drawn with a fixed seed:
children wish for facilities near each other, and there are seats for nine of ten.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from heapq import heappush, heappushpop

import numpy as np

from bench import machine
from bench.allocation_answers import answers, at_home, calibration
from bench.allocation_courses import MODES, courses
from bench.allocation_files import siblings, whole
from bench.allocation_markets import given
from kidsapp.allocation.checker.arrays import proof
from kidsapp.allocation.deferred_acceptance import deferred_acceptance
from kidsapp.allocation.markets import Market, strict_keys

SIZES = ((1_500, 60, 3), (42_000, 2_552, 5), (700_000, 60_000, 3), (700_000, 60_000, 10))
PATIENCE = 300
"""Seconds after which another's run is given up."""


def engine(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """Seconds of keys, rounds and proof; proposals; the peak of memory of the whole process in MiB."""
    market = given(children, facilities, wishes)
    begin = time.perf_counter()
    key = strict_keys(market.facility, market.priority_class, -market.points, market.draw)
    keyed = time.perf_counter()
    outcome = deferred_acceptance(Market(market.first, market.facility, key, market.capacity))
    chosen = time.perf_counter()
    found = proof(market, outcome.held)
    end = time.perf_counter()
    assert found.is_proved, found
    return {
        "keys": keyed - begin,
        "rounds": chosen - keyed,
        "proof": end - chosen,
        "whole": end - begin,
        "proposals": outcome.proposals,
        "placed": int(np.count_nonzero(outcome.held >= 0)),
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def heap(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """The same with a heap for each facility in plain Python: lists first, then child after child."""
    market = given(children, facilities, wishes)
    begin = time.perf_counter()
    listed = market.facility.reshape(children, wishes).tolist()
    columns = (market.priority_class, -market.points, market.draw)
    rows = zip(*(column.reshape(children, wishes).tolist() for column in columns), strict=True)
    standing = [list(zip(*row, strict=True)) for row in rows]
    capacity = market.capacity.tolist()
    made = time.perf_counter()
    proposals = _heap_run(listed, standing, capacity)
    return {"lists": made - begin, "whole": time.perf_counter() - begin, "proposals": proposals}


def _heap_run(listed: list[list[int]], standing: list[list[tuple[int, ...]]], capacity: list[int]) -> int:
    seated: list[list[tuple[int, ...]]] = [[] for _ in capacity]
    asked, proposals = [0] * len(listed), 0
    for child in range(len(listed)):
        asking = child
        while asking >= 0 and asked[asking] < len(listed[asking]):
            rank = asked[asking]
            asked[asking] += 1
            proposals += 1
            at = listed[asking][rank]
            a, b, c = standing[asking][rank]
            if len(seated[at]) < capacity[at]:
                heappush(seated[at], (-a, -b, -c, asking))
                break
            if capacity[at]:
                asking = heappushpop(seated[at], (-a, -b, -c, asking))[3]
    return proposals


def matching(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """The library ``matching`` (PyPI), from dictionaries as it wants them to its result."""
    from matching.games import HospitalResident

    market = given(children, facilities, wishes)
    rows = market.facility.reshape(children, wishes).tolist()
    key = strict_keys(market.facility, market.priority_class, -market.points, market.draw)
    residents = {f"c{n}": [f"K{place}" for place in row] for n, row in enumerate(rows)}
    order = np.argsort(key)
    hospitals: dict[str, list[str]] = {}
    for wish in order.tolist():
        hospitals.setdefault(f"K{market.facility[wish]}", []).append(f"c{wish // wishes}")
    seats = {name: max(1, int(market.capacity[int(name[1:])])) for name in hospitals}
    begin = time.perf_counter()
    game = HospitalResident.create_from_dictionaries(residents, hospitals, seats)
    game.solve(optimal="resident")
    return {"whole": time.perf_counter() - begin}


Run = Callable[..., dict[str, float]]
RUNS: dict[str, Run] = {
    "engine": engine,
    "heap": heap,
    "matching": matching,
    "whole": whole,
    "answers": answers,
    "at home": at_home,
    "calibration": calibration,
    "siblings": siblings,
    "courses": courses,
}
BESIDE = ("engine", "heap", "matching", "whole", "answers", "at home")
SMALLER = {"matching", "whole", "answers", "at home"}
"""Only measured up to a city's size."""


def apart(name: str, size: tuple[int, ...] = ()) -> str:
    """The numbers of one run in a process of its own, or why there are none."""
    call = [sys.executable, "-m", "bench.allocation", name, *map(str, size)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return f"given up after {PATIENCE} s"
    if done.returncode:
        return "ends in " + (done.stderr.strip().splitlines() or ["a signal"])[-1][:80]
    numbers = json.loads(done.stdout)
    return ", ".join(
        f"{key} {value:,.3f} s" if isinstance(value, float) and key != "MiB" else f"{key} {value:,.0f}"
        for key, value in numbers.items()
    )


def main() -> None:
    """Measure and print; the lines go into docs/BENCHMARKS.md by hand."""
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M}, {machine.processor()}, numpy {np.__version__}, {machine.load()}"
    )
    for size in SIZES:
        for name in BESIDE:
            if name not in SMALLER or size[0] < 100_000:
                print(f"{size[0]:,} x {size[1]:,} x {size[2]}, {name}: {apart(name, size)}")
    print(f"chances, 1,500 x 60 x 3: {apart('calibration', SIZES[0])}")
    for is_scattered, name in enumerate(("points of circumstances", "points drawn at each Kita")):
        print(f"605 families, 8 % with siblings, 33 Kitas, {name}: {apart('siblings', (is_scattered,))}")
    for mode, name in enumerate(MODES):
        print(f"3,000 children, 300 courses, 10 wishes, {name}: {apart('courses', (3000, 300, 10, mode))}")
    print(f"at the end: {machine.load()}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(RUNS[sys.argv[1]](*map(int, sys.argv[2:]))))
    else:
        main()
