"""A city's holiday programme, drawn: children, courses of four weeks, groups of friends."""

import json
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner

from kidsapp.allocation.checker.courses.verdict import verdict
from kidsapp.allocation.courses.reading import programme
from kidsapp.allocation.courses.records import record
from kidsapp.allocation.courses.running import run
from kidsapp.allocation.draw import draw_numbers
from kidsapp.allocation.reading.faults import Path as Place
from kidsapp.web.allocation.cli import allocation

MODES = ("stable", "first-place-for-all")
GROUPS, LIMIT, WEEKS, SEATS = 150, 5, 4, (5, 20)


def courses(children: int, number: int, wishes: int, mode: int) -> dict[str, float]:
    """Seconds of engine and checker, and of the whole file with every explanation."""
    content = _content(random.Random(20261122), children, number, wishes) | {"mode": MODES[mode]}
    if mode:
        content["wishes_at_least"] = 5
    given = programme(content, Place())
    begin = time.perf_counter()
    run(given, draw_numbers(given.seed, given.children))
    engine = time.perf_counter() - begin
    made = record(given)
    begin = time.perf_counter()
    found = verdict(made)
    checker = time.perf_counter() - begin
    assert found["is_proved"]
    return {
        "engine": engine,
        "checker": checker,
        "whole": _whole(content),
        "with a place": sum(bool(each) for each in made["assignment"].values()),
        "places": sum(len(each) for each in made["assignment"].values()),
    }


def _whole(content: dict[str, Any]) -> float:
    with TemporaryDirectory() as folder:
        source, target, said = (Path(folder) / name for name in ("input.json", "record.json", "said.json"))
        source.write_text(json.dumps(content), encoding="utf-8")
        begin = time.perf_counter()
        call = ["run", str(source), "-o", str(target), "--explanations", str(said)]
        done = CliRunner().invoke(allocation, call)
        assert done.exit_code == 0, done.output
        return time.perf_counter() - begin


def _content(dice: random.Random, children: int, number: int, wishes: int) -> dict[str, Any]:
    """Some courses are liked more than others, as everywhere: wishes are drawn with weights."""
    listed = {f"C{n}": _course(dice) for n in range(number)}
    liked = {name: dice.random() for name in listed}
    by_age = {
        age: [name for name, each in listed.items() if each["ages"][0] <= age <= each["ages"][1]]
        for age in range(6, 15)
    }
    found: dict[str, Any] = {}
    for n in range(children):
        age = dice.randint(6, 14)
        names = sorted(by_age[age], key=lambda name: -liked[name] - 2 * dice.random())[:wishes]
        found[f"c{n}"] = {"born": f"{2027 - age}-01-15", "wishes": names}
    return {
        "rule": "courses",
        "seed": "5eed",
        "limit": LIMIT,
        "minutes_between": 30,
        "courses": listed,
        "children": found,
        "groups": [_friends(dice, n, found, listed) for n in range(GROUPS)],
    }


def _course(dice: random.Random) -> dict[str, Any]:
    day, hour = dice.randint(0, WEEKS * 7 - 3), dice.choice((8, 9, 10, 13, 14))
    youngest = dice.randint(5, 11)
    dates = [
        [f"2027-07-{1 + day + n:02}T{hour:02}:00", f"2027-07-{1 + day + n:02}T{hour + 3:02}:00"]
        for n in range(dice.choice((1, 1, 1, 2, 3)))
    ]
    return {"capacity": dice.randint(*SEATS), "dates": dates, "ages": [youngest, youngest + 4]}


def _friends(
    dice: random.Random, n: int, found: dict[str, Any], listed: dict[str, Any]
) -> dict[str, list[str]]:
    """Two children and two joint wishes that neither has alone."""
    pair = [f"c{2 * n}", f"c{2 * n + 1}"]
    own = {name for child in pair for name in found[child]["wishes"]}
    return {"children": pair, "wishes": dice.sample(sorted(set(listed) - own), 2)}
