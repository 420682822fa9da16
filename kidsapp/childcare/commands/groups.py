"""A Kita plans its places per age group."""

from dataclasses import dataclass
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.locks import lock_facility
from kidsapp.childcare.models import Group
from kidsapp.childcare.queries.staying import staying_in
from kidsapp.childcare.queries.terms import group_terms
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class GroupPlan:
    """Places of one group in one kindergarten year; ages in months, the last one excluded.

    The group form of the Land's law and the hours model may be empty: none, and any hours; not given, they
    stay. ``group`` is the public id of the one meant, empty for a new one; left out, the name says it.
    """

    year: int
    name: str
    age_from_months: int
    age_until_months: int
    places: int
    form: str | None = None
    hours: str | None = None
    group: str | None = None
    staying: int | None = None
    """Children of the year before who stay; left out for a new group: those whose contracts run on."""


def plan_group(actor: Actor, facility: Facility, plan: GroupPlan, *, at: datetime) -> Refused | None:
    """Set a group's bracket and places; a group with no places yet given out may also be set to zero."""
    with writing(actor, policy.plan_groups, at=at) as line:
        policy.plan_groups.demand(actor, facility)
        existing = _locked(facility, plan)
        if existing and plan.group not in (None, existing.public_id):
            return Refused(Why.GROUP_NAME_TAKEN, {"group": plan.name}, "name")
        refused = rules.refusal_to_plan_group(
            plan.places,
            promised=existing.promised if existing else 0,
            brackets=[(plan.age_from_months, plan.age_until_months)],
        )
        refused = refused or _refusal_to_name(actor, plan)
        if refused:
            return refused
        group = existing or Group(facility=facility, year=plan.year, name=plan.name).in_scope()
        group.age_from_months, group.age_until_months = plan.age_from_months, plan.age_until_months
        group.places = plan.places
        group.form = group.form if plan.form is None else plan.form
        group.hours = group.hours if plan.hours is None else plan.hours
        group.staying = _staying(actor, facility, plan, group)
        group.save()
        line.about(facility=facility.pk, group=group.pk)
    return None


def _staying(actor: Actor, facility: Facility, plan: GroupPlan, group: Group) -> int:
    """As the Kita says; else as it stood, and for a new group by the contracts that run on."""
    if plan.staying is not None:
        return plan.staying
    if group.pk:
        return group.staying
    others = Group.objects.filter(facility=facility, year=plan.year)
    groups = [group_terms(each) for each in (*others, group)]
    settings = settings_on(actor.today)
    return staying_in(facility, plan.year, groups, settings=settings).get(plan.name, 0)


def _refusal_to_name(actor: Actor, plan: GroupPlan) -> Refused | None:
    """Why no such form or hours may be written: the Land's law and the city know none of that name."""
    settings = settings_on(actor.today)
    if plan.form and plan.form not in rules.law_forms(settings):
        return Refused(Why.UNKNOWN_FORM, at_field="form")
    known = {model["key"] for model in settings.get("childcare.hours_models", [])}
    return Refused(Why.UNKNOWN_HOURS, at_field="hours") if plan.hours and plan.hours not in known else None


def _locked(facility: Facility, plan: GroupPlan) -> Group | None:
    """The group as it stands now: whoever takes a place in it waits, and whoever plans at this Kita."""
    lock_facility(facility.pk)
    rows = Group.objects.select_for_update().filter(facility=facility, year=plan.year, name=plan.name)
    found: Group | None = rows.first()
    return found
