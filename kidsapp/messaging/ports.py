"""What does this kind of message say? Upper modules hang their texts in here (wired in ``web``)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageText:
    """Title and body in German, with the facts they name in braces; the catalogues hold the rest."""

    title: str
    body: str


TEXTS: dict[str, MessageText] = {}
