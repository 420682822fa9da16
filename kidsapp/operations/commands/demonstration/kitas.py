"""What the Kitas have prepared before they decide: places, group forms, criteria, a deputy."""

from collections.abc import Mapping
from datetime import date, timedelta

from kidsapp.childcare.commands import GroupPlan, add_criterion, plan_group
from kidsapp.childcare.models import Group
from kidsapp.childcare.rules import law_forms
from kidsapp.kernel.actors import Role
from kidsapp.municipality.queries import settings_on
from kidsapp.operations.commands.demonstration.stage import MAIL, REFUSING, Stage
from kidsapp.outbox.commands import invented_past
from kidsapp.people.commands import deputise
from kidsapp.people.models import Membership
from kidsapp.places.models import Facility

CROWDED_PLACES, SHARE_FREE = 4, (0.15, 0.4)
CRITERIA = {
    "Geschwister in der Kita": 30,
    "Wohnt in der Nähe": 20,
    "Eltern arbeiten oder lernen": 20,
    "Ein Elternteil allein": 15,
    "Im Jahr vor der Schule": 10,
}
TWO_YEARS, THREE_YEARS = 24, 36


def prepare_kitas(stage: Stage) -> None:
    """Plan every Kita's places; the crowded one keeps criteria and has invited a deputy."""
    day = stage.season.day(-99)
    _plan_places(stage, day)
    lead = stage.actor(stage.leads[stage.crowded.pk], day)
    for name, points in CRITERIA.items():
        add_criterion(lead, stage.crowded, name, points, at=stage.moment(day))
    own = Membership.objects.get(account=stage.leads[stage.crowded.pk], role=Role.KITA_LEAD)
    first = stage.season.day(20)
    with invented_past(refusing=REFUSING):
        deputise(
            stage.actor(own.account, stage.season.today),
            own,
            f"vertretung{MAIL}",
            first_day=first,
            last_day=first + timedelta(days=14),
            at=stage.at,
        )


def _plan_places(stage: Stage, day: date) -> None:
    """Most children stay: in the coming year each Kita has some free places, the crowded one few."""
    kitas = {kita.pk: kita for kita in stage.kitas}
    forms = law_forms(settings_on(day))
    _open_last_year(stage, kitas)
    for group in Group.objects.filter(year=stage.season.year, facility__in=kitas).order_by(
        "facility", "name"
    ):
        kita = kitas[group.facility_id]
        free = max(1, round(group.places * stage.random.uniform(*SHARE_FREE)))
        places = CROWDED_PLACES if kita == stage.crowded else free
        form = _form(group)
        ages = (group.age_from_months, group.age_until_months)
        plan = GroupPlan(group.year, group.name, *ages, places, form=form if form in forms else "")
        plan_group(stage.actor(stage.leads[kita.pk], day), kita, plan, at=stage.moment(day))


def _open_last_year(stage: Stage, kitas: Mapping[int, Facility]) -> None:
    """The year before has groups too, also early in a kindergarten year, when the lists open none for it."""
    last = stage.season.year - 1
    if Group.objects.filter(year=last, facility__in=kitas).exists():
        return
    day = stage.season.day(-99, years_ago=1)
    for group in Group.objects.filter(year=stage.season.year, facility__in=kitas):
        kita = kitas[group.facility_id]
        plan = GroupPlan(last, group.name, group.age_from_months, group.age_until_months, group.places)
        plan_group(stage.actor(stage.leads[kita.pk], day), kita, plan, at=stage.moment(day))


def _form(group: Group) -> str:
    """The form of the law (§ 33 KiBiz) that the group's ages suggest."""
    if group.age_from_months >= THREE_YEARS:
        return "III"
    return "I" if group.age_from_months >= TWO_YEARS else "II"
