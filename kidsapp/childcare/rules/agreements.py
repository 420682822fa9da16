"""Whether the second guardian may be asked, and whether the link can still be answered."""

from dataclasses import dataclass
from datetime import date

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import AgreementState, PreRegistrationState
from kidsapp.kernel.refusals import Refused

DAYS_TO_ANSWER = 28
LONGEST_REMARK = 500


def refusal_to_ask(
    case: PreRegistrationState, *, earlier: AgreementState | None, is_wanted: bool
) -> Refused | None:
    """Why a guardian is not asked (again), or ``None``; ``is_wanted``: the city or its office asks for it."""
    if not is_wanted:
        return Refused(Why.AGREEMENT_NOT_WANTED)
    if case is not PreRegistrationState.SUBMITTED:
        return Refused(Why.NOT_SUBMITTED)
    if earlier in (AgreementState.AGREED, AgreementState.OBJECTED):
        return Refused(Why.AGREEMENT_ANSWERED)
    return None


@dataclass(frozen=True)
class Link:
    """What a link of the second guardian says about itself."""

    valid_until: date
    state: AgreementState
    is_blocked: bool = False


def refusal_to_open(link: Link | None, *, case: PreRegistrationState | None, today: date) -> Refused | None:
    """Why the link shows nothing, or ``None``; a blocked parent reads the same as for an unknown link."""
    if link is None or link.is_blocked:
        return Refused(Why.LINK_UNKNOWN)
    if case is PreRegistrationState.WITHDRAWN:
        return Refused(Why.LINK_OF_ENDED_CASE)
    if today > link.valid_until:
        return Refused(Why.LINK_EXPIRED, {"date": link.valid_until})
    return None
