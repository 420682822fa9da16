"""Answers to the office and to families: marginal values, what-if, chances, the check at home."""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.allocation_files import drawn_document
from kidsapp.allocation.canonical import canonical
from kidsapp.allocation.marginal import marginal_values
from kidsapp.allocation.markets import NOWHERE
from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.records import record
from kidsapp.allocation.what_if import assignment, drawn_again, with_seats

TOLD, SEEDS = 200, 1000
"""In how many draws a chance is counted, and in how many others it is held against what happens."""


def answers(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """Seconds for the marginal values of all facilities, and for one what-if, once the file is read."""
    city = read(json.dumps(drawn_document(children, facilities, wishes)).encode())
    begin = time.perf_counter()
    values = marginal_values(city)
    valued = time.perf_counter()
    assignment(city), assignment(with_seats(city, "K1", 1))
    asked = time.perf_counter()
    assert len(values) == facilities
    return {"marginal": valued - begin, "what-if": asked - valued}


def calibration(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """Of children told a chance near 80 % (75 to 85), which share is placed over other draws, in per cent."""
    content = drawn_document(children, facilities, wishes, equal=True)
    begin = time.perf_counter()
    told = _placed(read(json.dumps(content | {"seed": "aa"}).encode()), TOLD)
    said = time.perf_counter()
    happened = _placed(read(json.dumps(content | {"seed": "bb"}).encode()), SEEDS)
    is_near = (told >= 0.75) & (told <= 0.85)
    return {
        "children told 80 %": int(np.count_nonzero(is_near)),
        "placed per mille": round(1000 * float(happened[is_near].mean())),
        "all chances in": said - begin,
    }


def _placed(city: Document, draws: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The share of draws in which each child has a place."""
    times = np.zeros(len(city.children))
    for _, held in drawn_again(city, draws):
        times += held != NOWHERE
    share: np.ndarray[tuple[int], np.dtype[np.float64]] = times / draws
    return share


def at_home(children: int, facilities: int, wishes: int) -> dict[str, float]:
    """Seconds of the checker alone, in a Python of its own without anything installed."""
    city = read(json.dumps(drawn_document(children, facilities, wishes)).encode())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "record.json"
        file.write_bytes(canonical(record(city)))
        begin = time.perf_counter()
        call = [sys.executable, "-S", "-E", "-m", "kidsapp.allocation.checker", str(file), "--child", "c1"]
        done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        return {"checked at home": time.perf_counter() - begin}
