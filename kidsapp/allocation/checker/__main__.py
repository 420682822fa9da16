"""The checker alone, for everybody with Python: ``python3 -m kidsapp.allocation.checker RECORD.json``.

It needs nothing that Python does not bring along.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kidsapp.allocation.checker.claims import claim, written
from kidsapp.allocation.checker.courses import verdict as courses
from kidsapp.allocation.checker.courses.claims import about
from kidsapp.allocation.checker.verdict import verdict

NOT_PROVED, REFUSED = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Check a record; 0: proved, 1: not proved, 2: the file is no record."""
    parser = argparse.ArgumentParser(
        prog="checker", description="Prove or disprove a record of an allocation."
    )
    parser.add_argument("record", type=Path)
    parser.add_argument("--child", help="The pseudonym of your child.")
    parser.add_argument("--commitment", help="What was published before the cut-off date.")
    parser.add_argument("--list-hash", help="What was published when the list was frozen.")
    asked = parser.parse_args(arguments)
    try:
        record = json.loads(asked.record.read_text(encoding="utf-8"))
        found, says = _judged(record)
        lines = list(says(record, asked.child)) if asked.child else []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        sys.stderr.write(f"Refused: {asked.record} is no record that can be read ({type(fault).__name__})\n")
        return REFUSED
    faults = [*_faults(found), *_unlike(record, asked.commitment, asked.list_hash)]
    sys.stdout.write("\n".join([*lines, *faults, "NOT PROVED" if faults else "proved"]) + "\n")
    return NOT_PROVED if faults else 0


def _judged(record: dict[str, Any]) -> tuple[dict[str, Any], Callable[[dict[str, Any], str], Iterator[str]]]:
    """The verdict by the rule that the record names, and who tells about one child."""
    if record["input"]["rule"] == "courses":
        return courses.verdict(record), about
    return verdict(record), _about


def _faults(found: dict[str, Any]) -> Iterator[str]:
    yield from found["faults"]
    for name in ("blocking_pairs", "blocking_coalitions", "lost_places"):
        yield from (f"{name.replace('_', ' ')}: {each}" for each in found[name])


def _unlike(record: dict[str, Any], commitment: str | None, list_hash: str | None) -> Iterator[str]:
    """Hashes that are not those on the paper of the city."""
    for name, published in (("commitment", commitment), ("list_hash", list_hash)):
        if published and published.lower() != record["draw"][name]:
            yield f"draw: the published {name} is another one"


def _about(record: dict[str, Any], child: str) -> Iterator[str]:
    """What the record says about one child: its place, its number, where it stands and who got in last."""
    claimed = claim(record)
    if child not in claimed.children:
        yield f"{child}: is not in this record"
        return
    got = claimed.assignment.get(child)
    number = claimed.draw_number(child) or "none"
    yield f"{child}: {written(got) if got else 'no place'}; draw number {number}"
    for wish in claimed.wishes(child):
        order = claimed.order(child, wish)
        own = f"class {order[0]}, points {-order[1]}" if order else "not eligible"
        last = record["cutoffs"][wish[0]] or "seats are left"
        yield f"  {written(wish)}: {own}; the last who got in: {last}"


if __name__ == "__main__":
    sys.exit(main())
