"""Why something is not possible: a value with one text in every language, never a bare ``False``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Refusal(Enum):
    """Base of each module's refusals; a member's value is its German text, which is the message id.

    The text may name facts as ``{child}`` or ``{date}``; the module that refuses supplies them.
    """


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal together with the facts its text names, and the form field it belongs to."""

    reason: Refusal
    facts: Mapping[str, Any] = field(default_factory=dict)
    at_field: str = ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The reason as a sentence, translated by the given function."""
        return translate(self.reason.value).format(**self.facts)
