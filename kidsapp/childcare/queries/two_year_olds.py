"""How many children of two years were promised a place in each group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models.functions import Coalesce

from kidsapp.childcare.models import ContractTerm, PlaceOffer
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.places.models import Facility

TWO = 2


def two_year_olds_of(facility: Facility, year: int) -> Mapping[str, int]:
    """By the group's public id; children count by their age on their first day there. Two statements.

    A child that turns three later stays a child that came with two: the group has arranged for it.
    """
    groups = {"group__facility": facility, "group__year": year}
    offered = PlaceOffer.objects.filter(state=PlaceOfferState.OFFERED, **groups)
    held = ContractTerm.objects.filter(place_until__isnull=True, **groups)
    case = "wish__preregistration"
    rows = [
        *offered.values_list(
            "group__public_id", f"{case}__child__born_on", Coalesce("starts_on", f"{case}__starts_on")
        ),
        *held.values_list(
            "group__public_id", "contract__preregistration__child__born_on", "contract__starts_on"
        ),
    ]
    return Counter(_groups_of_two_year_olds(rows))


def _groups_of_two_year_olds(rows: Iterable[tuple[str, date, date]]) -> Iterable[str]:
    for group, born_on, first_day in rows:
        if age_in_months(born_on, on=first_day) // MONTHS_A_YEAR == TWO:
            yield group
