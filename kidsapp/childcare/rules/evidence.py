"""What may be handed in and taken back, and what becomes of evidence for 45 hours."""

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused

MOST_DOCUMENTS = 10
"""Of one purpose in one case: pay slips of two people and a contract fit, a photo album does not."""


def refusal_to_attach(state: PreRegistrationState | None) -> Refused | None:
    """Why nothing more can be handed in for a case (``None``: still a draft), or ``None``."""
    return Refused(Why.NOT_SUBMITTED) if state is PreRegistrationState.WITHDRAWN else None


def refusal_to_remove(*, is_proof: bool, evidence: EvidenceState | None) -> Refused | None:
    """Why a document cannot be taken back: something was decided by it."""
    is_decided = evidence in {EvidenceState.APPROVED, EvidenceState.REFUSED}
    return Refused(Why.DOCUMENT_IN_USE) if is_proof and is_decided else None
