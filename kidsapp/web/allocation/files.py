"""Reads files whole, and writes them whole or not at all."""

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NoReturn

import click

from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.reading.whole import read
from kidsapp.web.allocation.by_rule import Input, frozen_hash, read_any, read_record

MODE = 0o644
NOT_PROVED, REFUSED = 1, 2
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def refuse(why: str, code: int = REFUSED) -> NoReturn:
    """End the command with one line that says why."""
    click.echo(f"Refused: {why}", err=True)
    sys.exit(code)


def read_input(source: Path) -> Document:
    """The checked input."""
    try:
        return read(source.read_bytes())
    except InputRefused as fault:
        refuse(str(fault))


def read_any_input(source: Path) -> Input:
    """The checked input of whichever rule."""
    try:
        return read_any(source.read_bytes())
    except InputRefused as fault:
        refuse(str(fault))


def read_frozen(source: Path) -> str:
    """The hash of a list that may have no seed yet."""
    try:
        return frozen_hash(source.read_bytes())
    except InputRefused as fault:
        refuse(str(fault))


def read_made(source: Path) -> tuple[dict[str, Any], Input]:
    """A record and its input."""
    try:
        return read_record(source.read_bytes())
    except InputRefused as fault:
        refuse(str(fault))


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
