"""Until when an offer can be answered, extended and taken back, and from when the place is the child's."""

from datetime import date, timedelta

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.season import START_MONTH, Season, kindergarten_year
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.refusals import Refused


def refusal_to_answer(state: PlaceOfferState, *, answer_until: date, today: date) -> Refused | None:
    """Why the family can no longer answer the place offer, or ``None``."""
    if state is not PlaceOfferState.OFFERED:
        return Refused(Why.OFFER_NOT_OPEN)
    if is_expired(state, answer_until=answer_until, today=today):
        return Refused(Why.OFFER_EXPIRED, {"date": answer_until})
    return None


def is_expired(state: PlaceOfferState, *, answer_until: date, today: date) -> bool:
    """Whether the last day has passed without an answer."""
    return state is PlaceOfferState.OFFERED and today > answer_until


def answer_until(offered_on: date, *, season: Season) -> date:
    """The last day on which the family may answer an offer."""
    return offered_on + timedelta(days=season.answer_days)


DAYS_IN_THE_POST = 4
"""A letter counts as received on the fourth day after it was posted (§ 37 II SGB X)."""


def days_to_remind(days_before: int, *, is_on_paper: bool) -> int:
    """How long before the last day a family is reminded: a letter is to arrive when others are reminded."""
    return days_before + DAYS_IN_THE_POST if is_on_paper else days_before


def is_reminder_due(answer_until: date, *, offered_on: date, days_before: int, today: date) -> bool:
    """Whether a family that has not answered is to be reminded: in the last days, never on the first one."""
    begins = max(answer_until - timedelta(days=days_before), offered_on + timedelta(days=1))
    return begins <= today <= answer_until


def refusal_to_extend(
    state: PlaceOfferState, *, answer_until: date, wanted: date, first_day: date, today: date
) -> Refused | None:
    """Why the Kita cannot give the family until the wanted day, or ``None``; an expired offer is over."""
    if refused := refusal_to_answer(state, answer_until=answer_until, today=today):
        return Refused(refused.reason, refused.facts, "until")
    if wanted <= answer_until:
        return Refused(Why.NOT_LONGER, {"date": answer_until}, "until")
    if wanted > first_day:
        return Refused(Why.ANSWER_AFTER_START, {"date": first_day}, "until")
    return None


def refusal_to_retract(state: PlaceOfferState) -> Refused | None:
    """Why the Kita cannot take the offer back, or ``None``; what the family accepted is a contract."""
    return None if state is PlaceOfferState.OFFERED else Refused(Why.OFFER_NOT_OPEN)


def earliest_first_day(wished: date, *, today: date) -> date:
    """The first day that a Kita can offer: as wished, or today when that day has passed."""
    return max(wished, today)


def year_of_place(wished: date, *, today: date) -> int:
    """The kindergarten year whose groups can take the child: as asked for, or today's when that is over."""
    return kindergarten_year(earliest_first_day(wished, today=today))


def refusal_to_first_day(first_day: date, *, wished: date, today: date) -> Refused | None:
    """Why a place cannot be offered from this day on, or ``None``; it stays in the year of the place."""
    earliest = earliest_first_day(wished, today=today)
    if first_day < earliest:
        return Refused(Why.FIRST_DAY_TOO_EARLY, {"date": earliest}, "starts_on")
    last = date(year_of_place(wished, today=today) + 1, START_MONTH, 1) - timedelta(days=1)
    if first_day > last:
        return Refused(Why.FIRST_DAY_TOO_LATE, {"date": last}, "starts_on")
    return None
