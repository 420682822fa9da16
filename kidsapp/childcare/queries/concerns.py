"""What only the youth office can settle: likely duplicates, conflicts about custody."""

from kidsapp.childcare.models import CaseConcern, PreRegistration
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.folding import folded
from kidsapp.people.models import Child

LIVE = (PreRegistrationState.SUBMITTED, PreRegistrationState.PLACED)


def likely_duplicates(child: Child) -> list[PreRegistration]:
    """Live cases of other records with the same birth and, folded, the same names; one statement.

    Names are folded here and not by the database: those born on one day in one city are a handful.
    """
    born_that_day = PreRegistration.objects.filter(child__born_on=child.born_on, state__in=LIVE)
    others = born_that_day.exclude(child=child).select_related("child").order_by("pk")
    return [case for case in others if _names(case.child) == _names(child)]


def _names(child: Child) -> tuple[str, str]:
    return folded(child.given_name), folded(child.family_name)


def has_open_custody_concern(case: PreRegistration) -> bool:
    """Whether the youth office still has to settle who decides for the child."""
    rows = CaseConcern.objects.filter(preregistration=case, kind=CaseConcern.Kind.CUSTODY, settled_at=None)
    return bool(rows.exists())
