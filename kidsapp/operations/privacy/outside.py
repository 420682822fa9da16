"""The list of erasures as a file outside the database: what is restored knows nothing of later erasures."""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """One erasure: in which city, a child or an account, by its random name, and when."""

    city: str
    whom: str
    name: str
    at: datetime


def entries(path: Path) -> list[Entry]:
    """Every erasure that the file knows; a line that was cut off while it was written is none."""
    if not path.exists():
        return []
    return [found for line in _lines(path) if (found := _entry(line))]


def _lines(path: Path) -> list[str]:
    text = path.read_text(encoding="ascii", errors="replace")
    return [line for line in text.splitlines() if line.strip()]


class NoList(RuntimeError):
    """The file is something else, and must not be written to."""


def said_of(path: Path) -> str:
    """One line for the operator: what the list holds, or what it means that it is not there.

    Raises ``NoList`` for a file of which no line is an erasure: a restore would add its own lines to it.
    """
    if not path.exists():
        return (
            f"Warning: there is no list of erasures at {path}. Whoever was erased after this backup was made "
            "is here again: put the list there and run `kidsapp privacy apply-erasures`."
        )
    found, lines = entries(path), len(_lines(path))
    if lines and not found:
        raise NoList(f"{path} (KIDSAPP_ERASURES) is no list of erasures; nothing was done.")
    last = f", the last of {max(entry.at for entry in found):%Y-%m-%d}" if found else ""
    broken = f"; {lines - len(found)} lines cannot be read" if lines > len(found) else ""
    return f"The list of erasures at {path} names {len(found)}{last}{broken}."


def _entry(line: str) -> Entry | None:
    try:
        city, whom, name, at = json.loads(line)
        return Entry(city, whom, name, datetime.fromisoformat(at))
    except (TypeError, ValueError):
        return None


def append(path: Path, found: Iterable[Entry]) -> None:
    """Add erasures at the end, and come back when they are on the disk."""
    lines = [json.dumps([*entry[:3], entry.at.isoformat()]) for entry in found]
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("a", encoding="ascii") as file:
        file.write("".join(f"\n{line}" for line in lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
