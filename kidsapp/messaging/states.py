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
COUNTER = frozenset({Role.YOUTH_OFFICE, Role.KITA_LEAD, Role.PROVIDER_MANAGER})

LETTER_LIFE = StateTable(
    Move("make_letter", frozenset(), LetterState.MADE, frozenset()),
    Move("print_letter", frozenset({LetterState.MADE, LetterState.PRINTED}), LetterState.PRINTED, OFFICE),
    Move("hand_over_letter", frozenset({LetterState.MADE, LetterState.PRINTED}), LetterState.SENT, COUNTER),
    Move("send_letter", frozenset({LetterState.PRINTED}), LetterState.SENT, OFFICE),
)
