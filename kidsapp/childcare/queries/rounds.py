"""Where places are still free in the second round."""

from dataclasses import dataclass

from django.db.models import F, Sum

from kidsapp.childcare.models import Group, PreRegistration
from kidsapp.kernel.periods import age_in_months

MOST = 8


@dataclass(frozen=True)
class FreeKita:
    """A Kita with places that nobody was promised."""

    public_id: str
    name: str
    free: int


def kitas_with_free_places(case: PreRegistration, *, most: int = MOST) -> list[FreeKita]:
    """The Kitas with a free place for the child's age at its first day, most places first; one statement.

    Those that the family wishes for already are left out, and those that do not offer its hours.
    """
    months = age_in_months(case.child.born_on, on=case.starts_on)
    rows = Group.objects.filter(
        year=case.year,
        age_from_months__lte=months,
        age_until_months__gt=months,
        promised__lt=F("places") - F("staying"),
        hours__in=["", case.hours],
        facility__is_listed=True,
    ).exclude(facility__wishes__preregistration=case)
    found = rows.values("facility__public_id", "facility__name", "facility__hours_models")
    summed = found.annotate(free=Sum(F("places") - F("promised") - F("staying"))).order_by(
        "-free", "facility__name"
    )
    fitting = [row for row in summed if case.hours in (row["facility__hours_models"] or [case.hours])]
    return [
        FreeKita(row["facility__public_id"], row["facility__name"], row["free"]) for row in fitting[:most]
    ]
