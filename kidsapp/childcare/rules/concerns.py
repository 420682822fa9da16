"""Whether a concern can be settled like this."""

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.refusals import Refused


def refusal_to_settle_concern(
    *,
    is_settled: bool,
    note: str,
    kept: PreRegistrationState | None,
    ended: tuple[str, PreRegistrationState] | None,
) -> Refused | None:
    """Once, with a note; the case that goes on is alive, and the one that ends has no place yet."""
    if is_settled:
        return Refused(Why.CONCERN_SETTLED)
    if not note.strip():
        return Refused(Why.NO_NOTE, at_field="note")
    if kept is PreRegistrationState.WITHDRAWN:
        return Refused(Why.NOT_SUBMITTED, at_field="keep")
    if ended and ended[1] is PreRegistrationState.PLACED:
        return Refused(Why.ENDED_CASE_PLACED, {"number": ended[0]}, "keep")
    return None
