"""From when on a contract may change, and on which day it ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.kernel.refusals import Refused

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ContractView:
    """A contract as it was recorded last: its days, and hours and group since a day."""

    facility: str
    starts_on: date
    ends_on: date | None
    since: date
    hours: str
    group: str


@dataclass(frozen=True)
class ContractChange:
    """What is to hold from a day on; an empty group stays as it is."""

    valid_from: date
    hours: str
    group: str = ""


def refusal_to_change_contract(
    contract: ContractView, change: ContractChange, *, hours_models: Collection[str]
) -> Refused | None:
    """Why the contract cannot change like this, or ``None``; an empty list of hours is an unknown one.

    Once its end is recorded, the place is given to others, so the child stays in its group until then.
    """
    if change.valid_from < contract.since:
        return Refused(Why.BEFORE_LAST_CHANGE, {"date": contract.since}, "valid_from")
    if contract.ends_on is not None and change.valid_from > contract.ends_on:
        return Refused(Why.AFTER_CONTRACT, {"date": contract.ends_on}, "valid_from")
    if hours_models and change.hours not in hours_models:
        return Refused(Why.HOURS_NOT_OFFERED, {"facility": contract.facility}, "hours")
    if contract.ends_on is not None and change.group not in {"", contract.group}:
        return Refused(Why.CONTRACT_ENDED, {"date": contract.ends_on}, "group")
    if change.hours == contract.hours and change.group in {"", contract.group}:
        return Refused(Why.NOTHING_CHANGES, at_field="hours")
    return None


def refusal_to_end_contract(contract: ContractView, last_day: date) -> Refused | None:
    """Why the contract cannot end on this day, or ``None``; the day before the first: it never began."""
    if contract.ends_on is not None:
        return Refused(Why.CONTRACT_ENDED, {"date": contract.ends_on})
    earliest = contract.starts_on - ONE_DAY
    return Refused(Why.ENDS_TOO_EARLY, {"date": earliest}, "last_day") if last_day < earliest else None


def last_day_before(first_day: date, *, starts_on: date) -> date:
    """The last day of a contract whose child begins elsewhere; never begun if that is not later."""
    return max(first_day, starts_on) - ONE_DAY
