"""The life of a letter on paper."""

from enum import StrEnum

from kidsapp.kernel.actors import Role
from kidsapp.kernel.states import Move, StateTable


class LetterState(StrEnum):
    """Where a letter stands."""

    MADE = "made"
    PRINTED = "printed"
    SENT = "sent"
    RETURNED = "returned"
    SETTLED = "settled"


OFFICE = frozenset({Role.YOUTH_OFFICE})
COUNTER = frozenset({Role.YOUTH_OFFICE, Role.KITA_LEAD, Role.PROVIDER_MANAGER})

_L = LetterState

LETTER_LIFE = StateTable(
    Move("make_letter", frozenset(), _L.MADE, frozenset()),
    Move("print_letter", frozenset({_L.MADE, _L.PRINTED, _L.RETURNED}), _L.PRINTED, OFFICE),
    Move("hand_over_letter", frozenset({_L.MADE, _L.PRINTED}), _L.SENT, COUNTER),
    Move("send_letter", frozenset({_L.PRINTED}), _L.SENT, OFFICE),
    Move("return_letter", frozenset({_L.SENT}), _L.RETURNED, OFFICE),
    Move("settle_letter", frozenset({_L.RETURNED}), _L.SETTLED, OFFICE),
)
