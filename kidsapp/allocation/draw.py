"""The draw: anyone can compute every number again from the published seed, also with ``sha256sum``."""

from collections.abc import Iterable
from hashlib import sha256

FUNCTION = "first 32 hexadecimal digits of SHA-256 of '<seed>:<child>' in UTF-8; the lower number comes first"


def commitment(seed: str) -> str:
    """What is published before the cut-off date: the hash of the seed as it is written, in small letters."""
    return sha256(seed.encode()).hexdigest()


def draw_number(seed: str, child: str) -> str:
    """A child's number, the same for all facilities; without a seed there is none."""
    return sha256(f"{seed}:{child}".encode()).hexdigest()[:32] if seed else ""


def draw_numbers(seed: str, children: Iterable[str]) -> dict[str, str]:
    """Every child's number."""
    return {child: draw_number(seed, child) for child in children}
