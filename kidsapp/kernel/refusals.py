"""Why something is not possible: a value with one text in every language, never a bare ``False``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from kidsapp.kernel.texts import Counted


class Refusal(Enum):
    """Base of each module's refusals; a member's value is its German text, which is the message id.

    The text may name facts as ``{child}`` or ``{date}``; the module that refuses supplies them. Where a
    number bends the words around it, the value is ``counted(...)``.
    """


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal together with the facts its text names, and the form field it belongs to."""

    reason: Refusal
    facts: Mapping[str, Any] = field(default_factory=dict)
    at_field: str = ""

    def text(self) -> str:
        """The reason as a German sentence, for operators; people read what ``page.refusals.say`` says."""
        words: str | Counted = self.reason.value
        german = words.german(self.facts) if isinstance(words, Counted) else words
        return german.format(**self.facts)
