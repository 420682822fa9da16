"""Asking ClamAV's daemon about a file, by its socket (``INSTREAM`` of clamd's protocol)."""

import socket
from contextlib import suppress

CHUNK = 64 * 1024
SECONDS = 20
CLEAN, FOUND = b"OK", b"FOUND"


class ScannerAway(Exception):
    """The daemon does not answer, or not in its own words."""


def holds_virus(data: bytes, *, path: str) -> bool:
    """Whether the daemon at this socket finds something; raises ``ScannerAway``."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(SECONDS)
            line.connect(path)
            answer = _asked(line, data)
    except OSError as error:
        raise ScannerAway(path) from error
    if answer.endswith(FOUND):
        return True
    if not answer.endswith(CLEAN):
        raise ScannerAway(answer.decode(errors="replace")[:200])
    return False


def _asked(line: socket.socket, data: bytes) -> bytes:
    """The daemon's answer; it may hang up in the middle of what is too large for it, and say so."""
    with suppress(BrokenPipeError):
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), CHUNK):
            piece = data[at : at + CHUNK]
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    answer = b""
    while piece := line.recv(4096):
        answer += piece
    return answer.rstrip(b"\0\n ")
