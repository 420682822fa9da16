"""Letters for a window envelope (DIN 5008, form B), many in one accessible PDF, with a slip to send back."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from kidsapp.documents.blank import Words
from kidsapp.documents.letters import settable, typeset


@dataclass(frozen=True)
class Slip:
    """What the reader ticks, signs and sends back: German first, so that the office reads it as well."""

    title: Words
    lead: Words
    ticks: tuple[Words, ...]
    lines: tuple[Words, ...]
    back_to: str


@dataclass(frozen=True)
class PostalLetter:
    """Everything that stands in a letter, in the reader's language (ISO code)."""

    language: str
    sender: str
    sender_line: str
    address: tuple[str, ...]
    reference: tuple[tuple[str, str], ...]
    title: str
    greeting: str
    body: tuple[str, ...]
    closing: tuple[str, ...]
    slip: Slip | None = None


def post_pdf(letters: Sequence[PostalLetter], *, title: str, at: datetime) -> bytes:
    """All letters, each on pages of its own; the same letters and moment give the same bytes."""
    data = {"title": title, "letters": [asdict(letter) for letter in letters]}
    return typeset("post.typ", settable(json.dumps(data, ensure_ascii=False)), at=at)
