"""Whether what was typed into a profile can be true."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from kidsapp.kernel.opening_hours import MINUTES_A_DAY
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.kernel.refusals import Refused
from kidsapp.places.refusals import ProfileRefusal

OLDEST_YEARS = 18
OLDEST_MONTHS = OLDEST_YEARS * MONTHS_A_YEAR
"""Care in a facility ends at the latest when a child comes of age (§ 7 I Nr. 1, 2 SGB VIII)."""


def refusal_to_hours(day: str, spans: Iterable[tuple[int, int]], *, at_field: str = "") -> Refused | None:
    """Spans of one day, in minutes after midnight: each ends after it begins, and no two share a minute."""
    found = sorted(spans)
    if any(not 0 <= opens < closes <= MINUTES_A_DAY for opens, closes in found):
        return Refused(ProfileRefusal.HOURS_END_FIRST, {"day": day}, at_field)
    if any(later[0] < earlier[1] for earlier, later in pairwise(found)):
        return Refused(ProfileRefusal.HOURS_OVERLAP, {"day": day}, at_field)
    return None


def refusal_to_ages(
    from_months: int | None, until_months: int | None, *, at_field: str = ""
) -> Refused | None:
    """Ages in months, from included, until excluded; either may be unknown."""
    known = [months for months in (from_months, until_months) if months is not None]
    if any(not 0 <= months <= OLDEST_MONTHS for months in known):
        return Refused(ProfileRefusal.AGE_OUT_OF_RANGE, {"limit": OLDEST_YEARS}, at_field)
    if from_months is not None and until_months is not None and until_months <= from_months:
        return Refused(ProfileRefusal.AGES_INVERTED, at_field=at_field)
    return None


def refusal_to_days(opens_on: date | None, closes_on: date | None, *, at_field: str = "") -> Refused | None:
    """First and last day of a facility; most have neither."""
    if opens_on and closes_on and closes_on <= opens_on:
        return Refused(ProfileRefusal.DAYS_INVERTED, at_field=at_field)
    return None
