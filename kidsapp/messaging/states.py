"""The life of a letter on paper."""

from enum import StrEnum

from kidsapp.kernel.actors import Role
from kidsapp.kernel.states import Move, StateTable


class LetterState(StrEnum):
    """Where a letter stands."""

    MADE = "made"
    PRINTED = "printed"
    SENT = "sent"


OFFICE = frozenset({Role.YOUTH_OFFICE})

LETTER_LIFE = StateTable(
    Move("make_letter", frozenset(), LetterState.MADE, frozenset()),
    Move("print_letter", frozenset({LetterState.MADE, LetterState.PRINTED}), LetterState.PRINTED, OFFICE),
    Move("send_letter", frozenset({LetterState.PRINTED}), LetterState.SENT, OFFICE),
)
