"""German texts that are translated where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def message(german: str) -> str:
    """Mark a German text for the catalogues; the text itself is the message id."""
    return german


@dataclass(frozen=True, slots=True)
class Counted:
    """A German text for one and one for more, chosen by the fact with this name; languages may have more."""

    one: str
    more: str
    by: str

    def german(self, facts: Mapping[str, Any]) -> str:
        """The German form for these facts."""
        return self.one if facts[self.by] == 1 else self.more


def counted(one: str, more: str, *, by: str) -> Counted:
    """Mark a German text with a number in it for the catalogues."""
    return Counted(one, more, by)
