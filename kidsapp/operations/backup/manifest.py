"""What a backup holds, in numbers: written last, compared with everything that is read."""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Manifest:
    """Tables with rows and sums, files with bytes and hashes, and what it takes to use them."""

    made_at: str
    postgresql: int
    migrations: list[str]
    document_keys: dict[str, str]
    tables: dict[str, list[Any]] = field(default_factory=dict)
    files: dict[str, list[Any]] = field(default_factory=dict)
    dump: list[Any] = field(default_factory=list)

    def text(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self), indent=1).encode()

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(int(count) for count, _ in self.tables.values())

    def __str__(self) -> str:
        return f"{len(self.tables)} tables, {self.rows} rows, {len(self.files)} files, made {self.made_at}"


def manifest_of(text: bytes) -> Manifest:
    """The manifest as it was written."""
    return Manifest(**json.loads(text))


def differences(kept: Mapping[str, list[Any]], found: Mapping[str, list[Any]]) -> Iterator[str]:
    """What is not as it was, one line each."""
    for name in sorted({*kept, *found}):
        if name not in found:
            yield f"{name}: is missing"
        elif name not in kept:
            yield f"{name}: was not in the backup"
        elif list(kept[name]) != list(found[name]):
            yield f"{name}: {kept[name][0]} then, {found[name][0]} now, or another content"


def marks_of_keys(keys: Mapping[int, bytes]) -> dict[str, str]:
    """A mark of each key of documents, by which it is known again and from which it cannot be made."""
    return {
        str(number): hmac.new(key, b"KidsApp: key of documents", "sha256").hexdigest()[:16]
        for number, key in sorted(keys.items())
    }


def missing_keys(manifest: Manifest, keys: Mapping[int, bytes]) -> list[str]:
    """The numbers of those keys of documents that were there at the backup and are not here."""
    here = marks_of_keys(keys)
    return [number for number, mark in manifest.document_keys.items() if here.get(number) != mark]
