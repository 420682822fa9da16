"""The master keys of an installation; the newest seals, older ones open what is not rewrapped yet."""

import base64
import binascii
import secrets
from collections.abc import Mapping

from kidsapp.documents.sealing import CIPHERS, KEY_BYTES


class BadKeys(ValueError):
    """The keys of the environment are not as they should be."""


def keys_from(text: str) -> dict[int, bytes]:
    """Master keys by their number from ``2:BASE64 1:BASE64``; raises ``BadKeys`` with the reason."""
    found = {}
    for word in text.split():
        number, _, encoded = word.partition(":")
        if not number.isdecimal() or not 0 < int(number) < 32768 or int(number) in found:
            raise BadKeys(
                "KIDSAPP_DOCUMENT_KEYS: a key begins with a number of its own from 1 to 32767 and a colon"
            )
        found[int(number)] = _decoded(number, encoded)
    return found


def _decoded(number: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeys(f"KIDSAPP_DOCUMENT_KEYS: key {number} is not {KEY_BYTES} bytes in base64")
    return key


def first_key() -> str:
    """The one key of an installation that set none, as ``keys_from`` reads it."""
    return f"1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def newest(keys: Mapping[int, bytes]) -> int:
    """The number of the key that seals what comes."""
    return max(keys)


def cipher_from(text: str) -> int:
    """The number of the cipher that seals what comes; raises ``BadKeys`` for one that is not there."""
    if not text.isdecimal() or int(text) not in CIPHERS:
        raise BadKeys(f"KIDSAPP_DOCUMENT_CIPHER: {text!r} is none of {sorted(CIPHERS)}")
    return int(text)
