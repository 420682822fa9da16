"""Whether the youth office may confirm a need, and whether somebody else was faster at the same case."""

from dataclasses import dataclass
from datetime import date

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.clock import ClockTerms
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.refusals import Refused


@dataclass(frozen=True)
class NeedView:
    """A case as the confirmation of its need sees it."""

    state: PreRegistrationState
    confirmed_on: date | None
    version: int


def refusal_to_confirm(case: NeedView, terms: ClockTerms, *, seen_version: int | None) -> Refused | None:
    """Why the need may not be confirmed, or ``None``; without a clock there is nothing to confirm."""
    if terms.confirmation_months is None:
        return Refused(Why.NO_CONFIRMATION_HERE)
    if case.confirmed_on:
        return Refused(Why.NEED_CONFIRMED, {"date": case.confirmed_on})
    if case.state is not PreRegistrationState.SUBMITTED:
        return Refused(Why.NOT_SUBMITTED)
    return refusal_of_stale(case.version, seen_version=seen_version)


def refusal_of_stale(version: int, *, seen_version: int | None) -> Refused | None:
    """Why nothing may be written upon an older state of the case than the one seen; ``None`` saw none."""
    is_stale = seen_version is not None and seen_version != version
    return Refused(Why.CASE_CHANGED) if is_stale else None
