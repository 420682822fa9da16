"""A sealed stream: AES-256-GCM in pieces whose order and end are authenticated, too."""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"KidsApp backup 1\n"
PIECE, TAG, SALT, KEY = 1024 * 1024, 16, 16, 32
PASSPHRASE, KEY_FILE = b"P", b"K"
FEWEST_LETTERS = 16


class Unreadable(ValueError):
    """The file is no backup, was changed or cut off, or belongs to another key."""


class Writes(Protocol):
    """Something that takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take them; how many."""


@dataclass(frozen=True)
class Secret:
    """What opens a backup: 32 random bytes of a file, or a passphrase."""

    kind: bytes
    value: bytes

    def key(self, salt: bytes) -> bytes:
        """The key of one backup; from a passphrase it takes 128 MB and a moment, which slows who guesses."""
        if self.kind == PASSPHRASE:
            return Scrypt(salt=salt, length=KEY, n=2**17, r=8, p=1).derive(self.value)
        return HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=MAGIC).derive(self.value)


def secret_in(file: Path) -> Secret:
    """The secret of a file: 64 hexadecimal digits are a key, anything else of 16 letters is a passphrase."""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise Unreadable(f"{file}: no text; `kidsapp backup key FILE` makes a key") from None
    if len(text) == 2 * KEY and set(text) <= set("0123456789abcdef"):
        return Secret(KEY_FILE, bytes.fromhex(text))
    if len(text) < FEWEST_LETTERS:
        raise Unreadable(f"{file}: a passphrase needs at least {FEWEST_LETTERS} letters")
    return Secret(PASSPHRASE, text.encode())


class SealedWriter(io.RawIOBase):
    """Seals what is written to it; without ``finish`` the file has no end, and nobody can read it."""

    def __init__(self, target: Writes, secret: Secret) -> None:
        """Write the head: which kind of secret, and the salt that makes this file's key its own."""
        salt = os.urandom(SALT)
        self._head = MAGIC + secret.kind + salt
        self._cipher, self._target = AESGCM(secret.key(salt)), target
        self._waiting, self._number = bytearray(), 0
        target.write(self._head)

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Take more; whole pieces go on at once."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece, which says that it is the last."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(nonce_of(self._number, is_last=is_last), piece, self._head)
        self._target.write(sealed)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what was sealed; raises ``Unreadable`` where a piece is not as it was written."""

    def __init__(self, source: BinaryIO, secret: Secret) -> None:
        """Read the head and make the key."""
        head = source.read(len(MAGIC) + 1 + SALT)
        if len(head) != len(MAGIC) + 1 + SALT or not head.startswith(MAGIC):
            raise Unreadable("this is no backup of KidsApp")
        if head[len(MAGIC) : len(MAGIC) + 1] != secret.kind:
            raise Unreadable("this backup wants the other kind of secret (key file or passphrase)")
        self._head, self._source = head, source
        self._cipher = AESGCM(secret.key(head[-SALT:]))
        self._next, self._number = source.read(PIECE + TAG), 0
        self._open, self._is_over = b"", False

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill the buffer; nothing is handed out before its piece was authenticated."""
        while not self._open and not self._is_over:
            self._open = self._piece()
        taken = self._open[: len(buffer)]
        buffer[: len(taken)] = taken
        self._open = self._open[len(taken) :]
        return len(taken)

    def _piece(self) -> bytes:
        sealed, self._next = self._next, self._source.read(PIECE + TAG)
        self._is_over = not self._next
        nonce = nonce_of(self._number, is_last=self._is_over)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._head)
        except InvalidTag:
            raise Unreadable("the key does not fit, or the file was changed or cut off") from None


def nonce_of(number: int, *, is_last: bool) -> bytes:
    """The piece's number, and whether it ends the file: no piece can be moved, left out or made the end."""
    return number.to_bytes(11, "big") + bytes([is_last])
