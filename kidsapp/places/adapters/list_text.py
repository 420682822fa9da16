"""Bytes as lines of text, whatever they are: what cannot be decoded is guessed, and said."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kidsapp.kernel.refusals import Refused
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import without_control_characters

FALLBACK = "cp1252"
_LINE_END = re.compile(rb"\r\n|\n|\r")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its end, and what there is to say about it."""

    text: str
    warnings: tuple[Refused, ...] = ()


def lines_of(data: bytes, encoding: str) -> list[Line]:
    """The physical lines; each is decoded by itself, so that one bad byte spoils one line."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), encoding)
    if not _has_plain_line_ends(marked):
        text = data.decode(marked, errors="replace")
        return [_clean(line) for line in re.split(r"\r\n|\n|\r", text)]
    return [_clean(*decoded(raw, marked)) for raw in _LINE_END.split(data)]


def decoded(raw: bytes, encoding: str) -> tuple[str, tuple[Refused, ...]]:
    """The text, guessed with a warning when it is not written as said."""
    try:
        return raw.decode(encoding), ()
    except UnicodeError:
        return raw.decode(FALLBACK, errors="replace"), (
            Refused(Why.GUESSED_ENCODING, {"encoding": encoding}),
        )


def all_warnings(lines: Iterable[Line]) -> tuple[Refused, ...]:
    """The warnings of several lines, each once."""
    found: list[Refused] = []
    for line in lines:
        found += [warning for warning in line.warnings if warning not in found]
    return tuple(found)


def _has_plain_line_ends(encoding: str) -> bool:
    """Whether a line end is one byte: not so in UTF-16, where the bytes of other letters look like it."""
    return "\r\n".encode(encoding).removeprefix(codecs.BOM_UTF8) == b"\r\n"


def _clean(text: str, warnings: tuple[Refused, ...] = ()) -> Line:
    clean, had_any = without_control_characters(text.removeprefix("\ufeff"))
    return Line(clean, (*warnings, Refused(Why.CONTROL_CHARACTERS)) if had_any else warnings)
