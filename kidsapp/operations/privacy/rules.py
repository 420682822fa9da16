"""Whether a law stands against an erasure; pure."""

from dataclasses import dataclass
from datetime import date

from kidsapp.kernel.periods import months_after
from kidsapp.kernel.refusals import Refused
from kidsapp.operations.privacy.refusals import ErasureRefusal as Why

MONTHS_OF_CLAIMS = 48
"""§ 45 SGB I: claims to social benefits lapse four years after the year in which they arose."""
FIRM = frozenset({Why.OPEN_CASE, Why.IN_CARE, Why.PROTECTED, Why.STAFF})
"""These the office cannot pass over; of the others it decides."""
GROUNDS = (Why.AFTER_CARE, Why.CLAIM)
"""For which the office may keep something although nothing firm stands against erasing it."""


@dataclass(frozen=True)
class Standing:
    """How it stands with a person on a day."""

    has_open_case: bool = False
    is_in_care: bool = False
    care_ended_on: date | None = None
    is_blocked: bool = False
    is_staff: bool = False


def refusal_to_erase(standing: Standing, *, today: date) -> Refused | None:
    """The first thing that stands against it, the firm ones before the others (Art. 17 (3) b and e GDPR)."""
    reasons = {
        Why.STAFF: standing.is_staff,
        Why.PROTECTED: standing.is_blocked,
        Why.OPEN_CASE: standing.has_open_case,
        Why.IN_CARE: standing.is_in_care,
        Why.AFTER_CARE: _is_soon_after(standing.care_ended_on, today),
    }
    return next((Refused(why) for why, holds in reasons.items() if holds), None)


def _is_soon_after(ended_on: date | None, today: date) -> bool:
    return ended_on is not None and today <= months_after(ended_on, MONTHS_OF_CLAIMS)


def is_firm(refused: Refused | None) -> bool:
    """Whether the office has no choice."""
    return refused is not None and refused.reason in FIRM
