"""Groups as a city's lists tell them, for years that a Kita has not planned itself."""

from collections.abc import Iterable, Mapping, Sequence

from kidsapp.childcare.commands import GroupPlan
from kidsapp.childcare.models import Group


def open_groups(plans: Mapping[int, Sequence[GroupPlan]]) -> int:
    """Make the planned groups of each facility (database id); returns how many.

    A year in which a facility has groups already is left alone: the Kita's own plan counts, not the list.
    """
    years = {plan.year for found in plans.values() for plan in found}
    planned = set(Group.objects.filter(year__in=years).values_list("facility_id", "year"))
    rows = [
        _row(facility_id, plan)
        for facility_id, found in plans.items()
        for plan in _each_name_once(found)
        if (facility_id, plan.year) not in planned
    ]
    return len(Group.objects.bulk_create(rows))


def _each_name_once(plans: Iterable[GroupPlan]) -> Iterable[GroupPlan]:
    return {(plan.year, plan.name): plan for plan in plans}.values()


def _row(facility_id: int, plan: GroupPlan) -> Group:
    return Group(
        facility_id=facility_id,
        year=plan.year,
        name=plan.name,
        age_from_months=plan.age_from_months,
        age_until_months=plan.age_until_months,
        places=plan.places,
    )
