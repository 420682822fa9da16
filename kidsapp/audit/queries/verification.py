"""Walking the chain of a city, seal by seal, and naming what does not fit; memory does not grow with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kidsapp.audit.models import Anchor
from kidsapp.audit.queries.lines import COLUMNS
from kidsapp.audit.rules import (
    DIGEST_BYTES,
    GENESIS,
    LATEST,
    SealedLine,
    digest_of,
    digests_in,
    hash_of_seal,
    line_of,
)
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.municipality.statements import rows_of_city

SEALS_AT_ONCE = 10
MOST_PAIRED = 50
MOST_NAMED = 100

SEALS = """
SELECT number, sealed_at, total, lines, last_line, digests, hash FROM audit_seal
WHERE municipality_id = %(city)s AND number > %(after)s ORDER BY number LIMIT %(most)s
"""
LINES = """
SELECT <columns>, ARRAY(
    SELECT child FROM audit_childline WHERE municipality_id = %(city)s AND line = l.id ORDER BY child)
FROM audit_auditline l WHERE l.municipality_id = %(city)s AND l.id = ANY(%(ids)s)
""".replace("<columns>", COLUMNS)
UNSEALED = """
SELECT count(*), (array_agg(l.id ORDER BY l.id) FILTER (WHERE l.at < %(settled)s))[1:%(most)s]
FROM audit_auditline l
WHERE l.municipality_id = %(city)s AND NOT EXISTS (
    SELECT 1 FROM (SELECT unnest(lines) AS line FROM audit_seal WHERE municipality_id = %(city)s) sealed
    WHERE sealed.line = l.id)
"""
AT = "SELECT hash, total FROM audit_seal WHERE municipality_id = %(city)s AND number = %(number)s"
BEFORE = (
    "SELECT 1 FROM audit_seal WHERE municipality_id = %(city)s AND number <= %(number)s AND hash = %(hash)s"
)


class Wrong(StrEnum):
    """What may be wrong with a chain."""

    CHANGED = "was changed"
    MISSING = "is missing"
    ADDED = "was added later"
    ELSEWHERE = "is found under other children than it names"
    REORDERED = "changed places with another line"
    SEAL_CHANGED = "seal was changed"
    SEAL_MISSING = "seal is missing"
    OTHER_CHAIN = "anchor is not in this chain"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, and where: the number of a seal, the id of a line, an anchor."""

    what: Wrong
    where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Seal:
    number: int
    sealed_at: datetime
    total: int
    lines: list[int]
    last_line: int
    digests: bytes
    hash: bytes


class Verification:
    """One walk over the chain of the city in scope; ``after`` goes on behind a seal verified before."""

    def __init__(self, *, anchors: Collection[str] = (), after: int = 0) -> None:
        """Begin at the first seal, or behind the given one, whose hash is then trusted."""
        self.city = current_municipality_id()
        self.lines, self.waiting, self.seal = 0, 0, after
        self.head, self._total = _hash_at(after)
        self._settled: datetime | None = None
        self._run: datetime | None = None
        self._after = after
        self._kept = {seal: (str(day), found) for day, seal, found in _kept_anchors()}
        self._wanted = set(anchors) - {self.head.hex(), GENESIS.hex()}

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, as it is met."""
        if self._after and self.head == GENESIS:
            yield Finding(Wrong.SEAL_MISSING, f"seal {self._after}")
        for seal in self._seals():
            yield from self._link(seal)
            yield from self._lines_of(seal)
        yield from self._never_sealed()
        yield from self._lost_anchors()

    def _seals(self) -> Iterator[_Seal]:
        after = self.seal
        while rows := rows_of_city(SEALS, after=after, most=SEALS_AT_ONCE):
            for number, sealed_at, total, lines, last_line, digests, found in rows:
                yield _Seal(number, sealed_at, total, lines, last_line, bytes(digests), bytes(found))
            after = rows[-1][0]

    def _link(self, seal: _Seal) -> Iterator[Finding]:
        """Whether a seal stands behind the one before, unchanged; the next is held to its hash as stored."""
        if seal.number != self.seal + 1:
            yield Finding(Wrong.SEAL_MISSING, f"seal {self.seal + 1}")
        elif not self._fits(seal):
            yield Finding(Wrong.SEAL_CHANGED, _named(seal))
        if (kept := self._kept.get(seal.number)) and kept[1] != seal.hash:
            yield Finding(Wrong.OTHER_CHAIN, f"{kept[0]} {kept[1].hex()}")
        if self._run != seal.sealed_at:
            self._settled, self._run = self._run, seal.sealed_at
        self.seal, self.head, self._total = seal.number, seal.hash, seal.total
        self._wanted.discard(seal.hash.hex())

    def _fits(self, seal: _Seal) -> bool:
        computed = hash_of_seal(
            self.head,
            city=self.city,
            number=seal.number,
            sealed_at=seal.sealed_at,
            total=seal.total,
            lines=seal.lines,
            digests=seal.digests,
        )
        is_whole = len(seal.digests) == DIGEST_BYTES * len(seal.lines) and seal.last_line == max(
            seal.lines, default=0
        )
        return computed == seal.hash and is_whole and seal.total == self._total + len(seal.lines)

    def _lines_of(self, seal: _Seal) -> Iterator[Finding]:
        rows = {row[0]: row for row in rows_of_city(LINES, ids=seal.lines)}
        sealed = dict(zip(seal.lines, digests_in(seal.digests), strict=False))
        changed = []
        for number in seal.lines:
            row = rows.get(number)
            if row is None:
                yield Finding(Wrong.MISSING, _line_in(seal, number))
                continue
            self.lines += 1
            line, found_under = line_of(row[:-1]), row[-1]
            if digest_of(self.city, line) != sealed.get(number):
                changed.append(line)
            elif found_under != line.children:
                yield Finding(Wrong.ELSEWHERE, _line_in(seal, number))
            elif self._settled and line.at < self._settled - LATEST:
                yield Finding(Wrong.ADDED, _line_in(seal, number))
        for line in changed:
            what = Wrong.REORDERED if self._has_moved(line, changed, sealed) else Wrong.CHANGED
            yield Finding(what, _line_in(seal, line.id))

    def _has_moved(self, line: SealedLine, changed: list[SealedLine], sealed: dict[int, bytes]) -> bool:
        """Whether it is, word for word, what another changed line of the same seal was."""
        others = [other.id for other in changed[:MOST_PAIRED] if other.id != line.id]
        return any(digest_of(self.city, line._replace(id=other)) == sealed.get(other) for other in others)

    def _never_sealed(self) -> Iterator[Finding]:
        """Lines without a seal wait for the next run, unless they say to be older than the last one."""
        settled = self._run - LATEST if self._run else None
        waiting, old = rows_of_city(UNSEALED, settled=settled, most=MOST_NAMED)[0]
        self.waiting = waiting - len(old or ())
        for number in old or ():
            yield Finding(Wrong.ADDED, f"line {number}, in no seal")

    def _lost_anchors(self) -> Iterator[Finding]:
        for seal, (day, found) in self._kept.items():
            if seal > self.seal:
                yield Finding(Wrong.OTHER_CHAIN, f"{day} {found.hex()}")
        for text in sorted(self._wanted):
            if not _is_before(text, self._after):
                yield Finding(Wrong.OTHER_CHAIN, text)


def _named(seal: _Seal) -> str:
    lines = f", lines {seal.lines[0]} to {seal.lines[-1]}" if seal.lines else ""
    return f"seal {seal.number}{lines}"


def _line_in(seal: _Seal, number: int) -> str:
    return f"line {number} in seal {seal.number}"


def _kept_anchors() -> Iterator[tuple[object, int, bytes]]:
    for day, seal, found in Anchor.objects.values_list("day", "seal", "hash"):
        yield day, seal, bytes(found)


def _hash_at(number: int) -> tuple[bytes, int]:
    rows = rows_of_city(AT, number=number)
    return (bytes(rows[0][0]), rows[0][1]) if rows else (GENESIS, 0)


def _is_before(anchor: str, number: int) -> bool:
    return bool(number and rows_of_city(BEFORE, number=number, hash=bytes.fromhex(anchor)))
