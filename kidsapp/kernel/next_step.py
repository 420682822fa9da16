"""What comes next for a child: each module answers, home shows the nearest first."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NextStep:
    """One task or date for one child, in the reader's language."""

    child_id: int
    title: str
    why: str
    url: str
    button: str
    due_on: date | None = None
    is_task: bool = True
