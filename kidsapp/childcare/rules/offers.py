"""Whether a place offer can still be answered, and until when."""

from datetime import date, timedelta

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.season import Season
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.refusals import Refused


def refusal_to_answer(state: PlaceOfferState, *, answer_until: date, today: date) -> Refused | None:
    """Why the family can no longer answer the place offer, or ``None``."""
    if state is not PlaceOfferState.OFFERED:
        return Refused(Why.OFFER_NOT_OPEN)
    if today > answer_until:
        return Refused(Why.OFFER_EXPIRED, {"date": answer_until})
    return None


def answer_until(offered_on: date, *, season: Season) -> date:
    """The last day on which the family may answer an offer."""
    return offered_on + timedelta(days=season.answer_days)
