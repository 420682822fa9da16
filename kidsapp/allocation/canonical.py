"""One way to write: the same content gives the same bytes, everywhere."""

import json
from hashlib import sha256
from typing import Any


def canonical(content: Any) -> bytes:
    """JSON in UTF-8 with sorted keys, no spaces, one line."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode() + b"\n"


def fingerprint(content: Any) -> str:
    """SHA-256 of the canonical bytes."""
    return sha256(canonical(content)).hexdigest()
