"""A Kita plans its places per age group."""

from dataclasses import dataclass
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.models import Group
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class GroupPlan:
    """Places of one group in one kindergarten year; ages in months, the last one excluded."""

    year: int
    name: str
    age_from_months: int
    age_until_months: int
    places: int


def plan_group(actor: Actor, facility: Facility, plan: GroupPlan, *, at: datetime) -> Refused | None:
    """Set a group's bracket and places; a group with no places yet given out may also be set to zero."""
    with writing(actor, policy.plan_groups, at=at) as line:
        policy.plan_groups.demand(actor, facility)
        existing = _locked(facility, plan)
        refused = rules.refusal_to_plan_group(
            plan.places,
            promised=existing.promised if existing else 0,
            brackets=[(plan.age_from_months, plan.age_until_months)],
        )
        if refused:
            return refused
        group = existing or Group(facility=facility, year=plan.year, name=plan.name).in_scope()
        group.age_from_months, group.age_until_months = plan.age_from_months, plan.age_until_months
        group.places = plan.places
        group.save()
        line.about(facility=facility.pk, group=group.pk)
    return None


def _locked(facility: Facility, plan: GroupPlan) -> Group | None:
    """The group as it stands now: whoever is taking a place in it waits."""
    rows = Group.objects.select_for_update().filter(facility=facility, year=plan.year, name=plan.name)
    found: Group | None = rows.first()
    return found
