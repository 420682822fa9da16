"""Sealing a document: a key of its own, wrapped by its city's; bytes in chunks that cannot be changed or cut.

Bytes and keys in, bytes out. What seals has a number, so that another one can take over (decision 0022): 1 is
AES-256-GCM (NIST SP 800-38D), 2 ChaCha20-Poly1305 (RFC 8439). The chunks are numbered in their nonce and the
last one is marked there, so that a file that was cut, turned or put together from two does not open (the
STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
CHUNK = 64 * 1024
SEALED_CHUNK = CHUNK + TAG_BYTES


Cipher = AESGCM | ChaCha20Poly1305
CIPHERS: dict[int, type[Cipher]] = {1: AESGCM, 2: ChaCha20Poly1305}
"""By the number in the row. A number keeps its meaning for ever; keys, nonces and tags are of one length."""
FIRST_CIPHER = 1


class Unsealable(Exception):
    """The bytes are not those that were sealed, or the key is another one."""


@dataclass(frozen=True)
class Sealed:
    """What is kept of a document: its key, wrapped, and its bytes, sealed."""

    wrapped_key: bytes
    content: bytes


def city_key(master: bytes, city: int) -> bytes:
    """The key of a city, which wraps the keys of its documents; another one for each city and master."""
    info = b"kidsapp documents of city %d" % city
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master)


def sealed(data: bytes, key: bytes, *, name: str, cipher: int = FIRST_CIPHER) -> Sealed:
    """Seal a document under a fresh key of its own, wrapped by ``key`` for the document of this name only."""
    own = os.urandom(KEY_BYTES)
    sealing = CIPHERS[cipher](own)
    pieces = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)] or [b""]
    last = len(pieces) - 1
    content = b"".join(sealing.encrypt(_nonce(n, n == last), piece, None) for n, piece in enumerate(pieces))
    return Sealed(_wrapped(own, CIPHERS[cipher](key), name), content)


def opened(
    parts: Iterable[bytes], wrapped_key: bytes, key: bytes, *, name: str, cipher: int = FIRST_CIPHER
) -> Iterator[bytes]:
    """The document chunk by chunk; ``parts``: its sealed chunks, all ``SEALED_CHUNK`` long but the last."""
    opening = CIPHERS[cipher](_unwrapped(wrapped_key, CIPHERS[cipher](key), name))
    coming = iter(parts)
    part, number = next(coming, b""), 0
    while True:
        following = next(coming, None)
        yield _open(opening, part, number, is_last=following is None)
        if following is None:
            return
        part, number = following, number + 1


def rewrapped(wrapped_key: bytes, old: bytes, new: bytes, *, name: str, cipher: int = FIRST_CIPHER) -> bytes:
    """The same document's key under another city key; the file stays as it is."""
    by = CIPHERS[cipher]
    return _wrapped(_unwrapped(wrapped_key, by(old), name), by(new), name)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([is_last])


def _wrapped(own: bytes, by: Cipher, name: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + by.encrypt(nonce, own, name.encode())


def _unwrapped(wrapped: bytes, by: Cipher, name: str) -> bytes:
    try:
        return by.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError) as error:
        raise Unsealable(name) from error


def _open(cipher: Cipher, part: bytes, number: int, *, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, is_last), part, None)
    except (InvalidTag, ValueError) as error:
        raise Unsealable(f"chunk {number}") from error
