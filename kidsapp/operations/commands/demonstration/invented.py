"""The names and stories that the demonstration is made of, read from the two tables beside this file."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STEP = re.compile(
    r"(?P<act>\w+) (?P<since>[*]?)(?P<sign>[+-])(?P<first>\d+)[.][.]-?(?P<last>\d+)(?: (?P<word>.+))?"
)


@dataclass(frozen=True)
class Names:
    """What families of one language are called, and how many of a hundred they are."""

    share: int
    mothers: Sequence[str]
    fathers: Sequence[str]
    families: Sequence[str]
    children: Sequence[str]


@dataclass(frozen=True)
class Step:
    """An act and its days: after the step before, or (negative) before today."""

    act: str
    first: int
    last: int
    is_after: bool
    is_this_year: bool
    word: str = ""


@dataclass(frozen=True)
class Story:
    """How far some of the families have come, and what is special about them."""

    name: str
    children: int
    steps: Sequence[Step]
    year: str = "coming"
    hours: str = ""
    kita: str = ""
    second: str = ""
    is_urgent: bool = False
    moves: bool = False
    is_on_paper: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Names and the address of a family of its own."""
    is_shown: bool = False
    """Whether its log-in is told to whoever looks around."""


@cache
def stories() -> tuple[Story, ...]:
    """Every story of the table."""
    return tuple(_story(row) for row in _table("stories.toml")["story"])


def _story(row: Mapping[str, Any]) -> Story:
    return Story(**{**row, "steps": tuple(map(step_of, row["steps"]))})


def step_of(text: str) -> Step:
    """A step as the table writes it: ``offer -39..-24`` or ``decline +3..10 full``."""
    found = STEP.fullmatch(text)
    if found is None:
        raise ValueError(f"not a step: {text}")
    is_after = found["sign"] == "+"
    first, last = (int(found[name]) * (1 if is_after else -1) for name in ("first", "last"))
    return Step(found["act"], first, last, is_after, bool(found["since"]), found["word"] or "")


@cache
def names() -> Mapping[str, Names]:
    """Names by language."""
    return {key: Names(**row) for key, row in _table("names.toml").items() if key != "streets"}


@cache
def streets() -> Sequence[str]:
    """Invented streets."""
    return tuple(_table("names.toml")["streets"])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
