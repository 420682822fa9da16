"""Reads files whole, and writes them whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

MODE = 0o644


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, to the disk, then take its name; whoever reads it sees the old or the new."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            beside.chmod(MODE)
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
