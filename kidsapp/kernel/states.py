"""A whole life as one table: named acts, each with the states it leads from, the one it leads to, and who."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kidsapp.kernel.actors import Role

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[State]):
    """One named act of a life; an empty set of sources begins it."""

    act: str
    sources: frozenset[State]
    target: State
    by: frozenset[Role]


class StateTable(Generic[State]):
    """All moves of one kind of thing; acts are unique, and nothing else may set its state."""

    def __init__(self, *moves: Move[State]) -> None:
        """Take the moves; raise ``ValueError`` when an act is named twice."""
        self.moves = {move.act: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError("an act stands twice in the state table")

    def target(self, act: str, *, source: State) -> State | None:
        """The state that the act leads to, or ``None`` when it may not start from this one."""
        move = self.moves[act]
        return move.target if source in move.sources else None

    def drawing(self) -> str:
        """The life as a Mermaid state diagram, as printed in the module's README."""
        arrows = [line for move in self.moves.values() for line in _arrows(move)]
        return "\n".join(["stateDiagram-v2", *arrows])


def _arrows(move: Move[State]) -> list[str]:
    sources: list[str] = [source.value for source in sorted(move.sources)] or ["[*]"]
    who = ", ".join(sorted(role.value for role in move.by)) or "system"
    return [f"    {source} --> {move.target.value}: {move.act} ({who})" for source in sources]
