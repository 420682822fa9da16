"""The chain: which bytes of a line are hashed, and over what; pure, to be computed from a dump as well."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

GENESIS = bytes(32)
"""What stands before the first seal."""
DIGEST_BYTES = 32
LINES_A_SEAL = 1000
LATEST = timedelta(hours=1)
"""How long an act may take at most: a line older than that belongs into an earlier run of the sealer."""
FORMAT = 1
"""Stands in every line's bytes; a later form of the line gets the next number."""

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


class SealedLine(NamedTuple):
    """A line as it is sealed, in the order of the statements that read it."""

    id: int
    at: datetime
    act: str
    account_id: int | None
    children: Sequence[int]
    subjects: dict[str, Any]
    back_to: date | None


def line_of(row: Sequence[Any]) -> SealedLine:
    """The line that a statement found; the driver hands JSON over as text, in the database's spelling."""
    number, at, name, account_id, children, subjects, back_to = row
    return SealedLine(number, at, name, account_id, children, json.loads(subjects), back_to)


def digest_of(city: int, line: SealedLine) -> bytes:
    """SHA-256 over the canonical bytes of a line: a JSON list in ASCII, no spaces, keys sorted, UTC."""
    back_to = line.back_to.isoformat() if line.back_to else None
    facts = [
        FORMAT,
        city,
        line.id,
        _moment(line.at),
        line.act,
        line.account_id,
        list(line.children),
        line.subjects,
        back_to,
    ]
    return hashlib.sha256(_canonical(facts).encode("ascii")).digest()


def hash_of_seal(
    before: bytes,
    *,
    city: int,
    number: int,
    sealed_at: datetime,
    total: int,
    lines: Sequence[int],
    digests: bytes,
) -> bytes:
    """SHA-256 over the hash before, the seal's own facts in the same form, and the digests of its lines."""
    facts = _canonical([FORMAT, city, number, _moment(sealed_at), total, list(lines)])
    return hashlib.sha256(before + facts.encode("ascii") + digests).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digests_in(seal: bytes) -> list[bytes]:
    """The digests of a seal, one a line."""
    return [seal[start : start + DIGEST_BYTES] for start in range(0, len(seal), DIGEST_BYTES)]
