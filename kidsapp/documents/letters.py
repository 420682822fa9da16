"""Letters as accessible PDF (PDF/UA-1, PDF/A-2a), set by Typst from data, with fonts of our own."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

HERE = Path(__file__).parent
STANDARDS = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Section:
    """A heading with label and value pairs, or a paragraph."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Letter:
    """Everything that stands in a letter, in the reader's language (ISO code, ``de`` for plain German too)."""

    language: str
    sender: str
    title: str
    dated: str
    lead: str
    sections: tuple[Section, ...]
    closing: str


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])


def pdf_of(letter: Letter, *, at: datetime) -> bytes:
    """The letter as PDF; the same letter and moment give the same bytes."""
    return typst.compile(
        HERE / "typst" / "letter.typ",
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(asdict(letter))},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
