"""What may be handed in and taken back, and what becomes of evidence for 45 hours."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused

MOST_DOCUMENTS = 10
"""Of one purpose in one case: pay slips of two people and a contract fit, a photo album does not."""

LEAST_DAYS = timedelta(days=14)
"""An employer needs some days to fill in a form."""

KNOWN_TO_THE_OFFICE = frozenset({"well_being"})
"""Grounds that the youth office knows itself: nobody is asked for papers about their child's distress."""


def hours_needing_evidence(settings: Mapping[str, Any]) -> Collection[str]:
    """The hours for which the city asks why (keys of hours models)."""
    found: Collection[str] = settings.get("childcare.hours_with_evidence", ())
    return found


def refusal_to_attach(state: PreRegistrationState | None) -> Refused | None:
    """Why nothing more can be handed in for a case (``None``: still a draft), or ``None``."""
    return Refused(Why.NOT_SUBMITTED) if state is PreRegistrationState.WITHDRAWN else None


def refusal_to_remove(*, is_proof: bool, evidence: EvidenceState | None) -> Refused | None:
    """Why a document cannot be taken back: something was decided by it."""
    is_decided = evidence in {EvidenceState.APPROVED, EvidenceState.REFUSED}
    return Refused(Why.DOCUMENT_IN_USE) if is_proof and is_decided else None


def refusal_to_give(
    hours: str, *, needing: Collection[str], state: PreRegistrationState, evidence: EvidenceState
) -> Refused | None:
    """Why a family cannot give evidence for the hours of its case, or ``None``."""
    if state is PreRegistrationState.WITHDRAWN:
        return Refused(Why.NOT_SUBMITTED)
    if hours not in needing:
        return Refused(Why.HOURS_NEED_NO_EVIDENCE)
    return Refused(Why.HOURS_APPROVED) if evidence is EvidenceState.APPROVED else None


def refusal_of_evidence(ground: str, *, grounds: Collection[str], documents: int) -> Refused | None:
    """Why a ground with so many documents is no evidence yet, or ``None``."""
    if ground not in grounds:
        return Refused(Why.NO_GROUND, at_field="ground")
    if not documents and ground not in KNOWN_TO_THE_OFFICE:
        return Refused(Why.NO_EVIDENCE, at_field="documents")
    return None


def refusal_to_settle(*, seen: int, version: int, is_possible: bool) -> Refused | None:
    """Why the office's answer does not count: the evidence changed since it was shown, or it is settled."""
    if seen != version:
        return Refused(Why.EVIDENCE_CHANGED)
    return None if is_possible else Refused(Why.EVIDENCE_SETTLED)


def evidence_due_on(today: date, *, cut_off_on: date) -> date:
    """Until when evidence is asked for: the cut-off, or two weeks where that is nearer or over."""
    return max(cut_off_on, today + LEAST_DAYS)


def refusal_of_due(due_on: date | None, *, today: date) -> Refused | None:
    """Why a family cannot be asked until this day, or ``None``."""
    return Refused(Why.DUE_IN_PAST, at_field="due_on") if due_on is None or due_on <= today else None
