"""Checks a draw: commitment, hash of the list, every number."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any


def hash_of(content: Any) -> str:
    """SHA-256 of the content as JSON with sorted keys, without spaces, with a line's end."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    return sha256(written.encode()).hexdigest()


def list_hash(given: Mapping[str, Any]) -> str:
    """The hash of the frozen list: who wishes for what, and what there is, without the seed."""
    frozen: tuple[str, ...] = ("rule", "children", "facilities", "families")
    if given["rule"] == "courses":
        frozen = tuple(key for key in given if key not in {"seed", "note"})
    return hash_of({key: given[key] for key in frozen if key in given})


def draw_faults(record: Mapping[str, Any]) -> Iterator[str]:
    """What in the draw does not follow from the seed and the list."""
    given, draw = record["input"], record["draw"]
    seed = given.get("seed", "")
    if draw["list_hash"] != list_hash(given):
        yield "draw: the hash of the list is another one"
    if draw["commitment"] != (sha256(seed.encode()).hexdigest() if seed else None):
        yield "draw: the commitment is not the hash of the seed"
    expected = {name: sha256(f"{seed}:{name}".encode()).hexdigest()[:32] for name in given["children"]}
    wrong = [name for name, number in expected.items() if seed and draw["numbers"].get(name) != number]
    if wrong or set(draw["numbers"]) != (set(expected) if seed else set()):
        yield f"draw: {len(wrong)} numbers do not follow from the seed, or some are missing or too many"
