"""Blank forms to write on, as accessible PDF: German first, the reader's language below each label."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from kidsapp.documents.letters import settable, typeset


@dataclass(frozen=True)
class Words:
    """A text in German and in the reader's language; the second is empty where both are the same."""

    german: str
    other: str = ""


@dataclass(frozen=True)
class Field:
    """A label with a line to write on, a box to tick, or only a text."""

    label: Words
    kind: Literal["line", "tick", "text"] = "line"


@dataclass(frozen=True)
class Part:
    """A heading with fields, and a table with empty cells behind each row's label."""

    title: Words
    fields: tuple[Field, ...] = ()
    columns: tuple[Words, ...] = ()
    rows: tuple[Words, ...] = ()


@dataclass(frozen=True)
class BlankForm:
    """Everything that stands on a blank form; ``language`` is the reader's (ISO code)."""

    language: str
    sender: str
    mark: Words
    title: Words
    lead: Words
    parts: tuple[Part, ...]
    closing: Words


@lru_cache(maxsize=64)
def blank_pdf(form: BlankForm, *, at: datetime) -> bytes:
    """The form as PDF; made once, since everybody may fetch it."""
    data = settable(json.dumps(asdict(form), ensure_ascii=False))
    return typeset("form.typ", data, at=at)
