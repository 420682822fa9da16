"""What comes back on paper: on which day it counts, and what follows for an offer."""

from datetime import date

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.refusals import Refused


def refusal_of_arrival(received_on: date, *, made_on: date | None = None, today: date) -> Refused | None:
    """Why a paper cannot have come in on this day: it is still to come, or nobody had asked yet."""
    if received_on > today:
        return Refused(Why.ARRIVAL_AHEAD, at_field="received_on")
    if made_on and received_on < made_on:
        return Refused(Why.ARRIVAL_BEFORE_ASKED, {"date": made_on}, "received_on")
    return None


def refusal_to_late_entry(state: PlaceOfferState, *, answer_until: date, received_on: date) -> Refused | None:
    """Why an offer that expired meanwhile is not accepted after all: its answer did not come in time.

    An answer counts on the day it reaches us (§ 130 BGB), not on the day somebody types it.
    """
    if state is not PlaceOfferState.EXPIRED:
        return Refused(Why.OFFER_NOT_OPEN)
    if received_on > answer_until:
        return Refused(Why.ANSWER_TOO_LATE, {"date": answer_until, "received": received_on}, "received_on")
    return None
