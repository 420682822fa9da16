"""The whole way of a file: read, allocate, prove, explain every wish in German, write the record."""

import json
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from click.testing import CliRunner

from bench.allocation_markets import given
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.records import record
from kidsapp.web.allocation.cli import allocation

FAMILIES, HOUSES, SHARE, CITIES = 605, 33, 0.08, 50
"""The size and the share of siblings of a Japanese town (Sun et al., AAAI 2024); the towns here are drawn."""


def whole(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """Seconds of ``kidsapp allocation run --explanations`` once Python has started, and kB written."""
    with TemporaryDirectory() as folder:
        source, target, said = (Path(folder) / name for name in ("input.json", "record.json", "said.json"))
        source.write_text(json.dumps(drawn_document(children, facilities, wishes)), encoding="utf-8")
        begin = time.perf_counter()
        done = CliRunner().invoke(
            allocation, ["run", str(source), "-o", str(target), "--explanations", str(said)]
        )
        seconds = time.perf_counter() - begin
        assert done.exit_code == 0, done.output
        return {
            "whole": seconds,
            "record kB": target.stat().st_size // 1000,
            "explanations kB": said.stat().st_size // 1000,
        }


def drawn_document(children: int, facilities: int, wishes: int, *, equal: bool = False) -> dict[str, object]:
    """A drawn city as an input; ``equal``: one of four comes first, between all others the draw decides."""
    market = given(children, facilities, wishes)
    rows = market.facility.reshape(children, wishes).tolist()
    listed: list[dict[str, object]] = [{} for _ in range(facilities)]
    columns = (market.facility, market.priority_class, market.points)
    for wish, (place, rank, points) in enumerate(np.stack(columns, axis=1).tolist()):
        standing = {"class": min(rank, 1)} if equal else {"class": rank, "points": points}
        listed[place][f"c{wish // wishes}"] = standing
    seats = market.capacity.tolist()
    return {
        "rule": "deferred-acceptance",
        "seed": "5eed",
        "children": {f"c{n}": [f"K{place}" for place in row] for n, row in enumerate(rows)},
        "facilities": {f"K{n}": {"capacity": seats[n], "priorities": listed[n]} for n in range(facilities)},
    }


def siblings(is_scattered: int) -> dict[str, float]:
    """Drawn towns with siblings who apply together: how many are stable, and the slowest one's seconds."""
    dice = random.Random(20261122)
    stable, slowest, runs = 0, 0.0, 0
    for _ in range(CITIES):
        town = read(json.dumps(_town(dice, is_scattered=bool(is_scattered))).encode())
        begin = time.perf_counter()
        made = record(town)
        slowest = max(slowest, time.perf_counter() - begin)
        stable += made["verdict"]["is_proved"]
        runs = max(runs, made["runs"])
        assert made["verdict"]["is_proved"] or made["verdict"]["blocking_coalitions"]
    return {"towns": CITIES, "stable": stable, "slowest": slowest, "most runs": runs}


def _town(dice: random.Random, *, is_scattered: bool) -> dict[str, object]:
    """A town in which siblings stand equal but for the draw.

    A family's points are those of its circumstances, a little more at some Kitas; scattered: anew at each.
    """
    names = [f"K{n}" for n in range(HOUSES)]
    lists: dict[str, list[str]] = {}
    joint, standing = [], {name: dict[str, dict[str, int]]() for name in names}
    for n in range(FAMILIES):
        wishes = dice.sample(names, 5)
        pupils = [f"c{n:03}a", f"c{n:03}b"] if n < FAMILIES * SHARE else [f"c{n:03}"]
        common = dice.randint(0, 40)
        for name in names:
            points = dice.randint(0, 40) if is_scattered else common + dice.choice((0, 0, 0, 5))
            own = {"class": 0 if dice.random() < 0.02 else 1, "points": points}
            standing[name] |= {pupil: own for pupil in pupils}
        lists |= {pupil: wishes if len(pupils) == 1 else [] for pupil in pupils}
        if len(pupils) > 1:
            apart = [[wishes[0], wishes[1]]]
            joint.append({"children": pupils, "wishes": [*([each, each] for each in wishes[:4]), *apart]})
    return {
        "rule": "deferred-acceptance",
        "seed": f"{dice.getrandbits(64):016x}",
        "children": lists,
        "families": joint,
        "facilities": {
            name: {"capacity": dice.randint(13, 21), "priorities": standing[name]} for name in names
        },
    }
