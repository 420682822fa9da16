"""Letters as accessible PDF (PDF/UA-1, PDF/A-2a), set by Typst from data, with fonts of our own."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import typst
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Section:
    """A heading with label and value pairs, or a paragraph."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Letter:
    """Everything that stands in a letter, in the reader's language (ISO code, also for plain German)."""

    language: str
    sender: str
    title: str
    dated: str
    lead: str
    sections: tuple[Section, ...]
    closing: str


@cache
def _signs_we_can_set() -> frozenset[int]:
    return frozenset(
        chain.from_iterable(TTFont(path).getBestCmap() for path in (HERE / "fonts").glob("*.ttf"))
    )


def settable(text: str) -> str:
    """The text with a question mark for each sign that our fonts lack, so that a letter is always made."""
    return "".join(c if ord(c) in _signs_we_can_set() or c.isspace() else "?" for c in text)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
    )


def pdf_of(letter: Letter, *, at: datetime) -> bytes:
    """The letter as PDF; the same letter and moment give the same bytes."""
    return typeset("letter.typ", settable(json.dumps(asdict(letter), ensure_ascii=False)), at=at)


def typeset(template: str, data: str, *, at: datetime) -> bytes:
    """One of our templates with data as JSON, as accessible PDF."""
    content: Any = typst.compile(
        HERE / "typst" / template,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        pdf_standards=STANDARDS,  # type: ignore[arg-type]
        timestamp=int(at.timestamp()),
    )
    return bytes(content)
