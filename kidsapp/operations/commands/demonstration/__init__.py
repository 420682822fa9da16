"""The demonstration: a city in the middle of the season, told through the product's commands; all invented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kidsapp.childcare.commands import GroupPlan, plan_group
from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.models import Group
from kidsapp.kernel.actors import Role
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.city_folder import Setting
from kidsapp.municipality.commands import put_settings
from kidsapp.municipality.models import District
from kidsapp.operations.commands.demonstration import acts_family, acts_kita, acts_office
from kidsapp.operations.commands.demonstration.families import invented_family
from kidsapp.operations.commands.demonstration.invented import Story, stories
from kidsapp.operations.commands.demonstration.staff import HERE_SINCE, STAFF, employ, save_accounts
from kidsapp.operations.commands.demonstration.stage import MAIL, PASSWORD, REFUSING, Stage
from kidsapp.operations.commands.demonstration.survey import answer_as_many
from kidsapp.operations.commands.demonstration.telling import Act, Telling, moments_of, tell
from kidsapp.operations.rules import DemoSeason
from kidsapp.outbox.commands import invented_past
from kidsapp.people.models import Membership
from kidsapp.places.models import Facility

__all__ = ["PASSWORD", "DemoLogin", "make_demonstration"]

ACTS: dict[str, Act] = {**acts_family.ACTS, **acts_kita.ACTS, **acts_office.ACTS}
DATES_FROM = date(2020, 8, 2)
"""A day after the city folder's own assumptions, so that the demonstration's dates hold instead."""
CROWDED_PLACES, SHARE_FREE = 4, (0.2, 0.5)


@dataclass(frozen=True)
class DemoLogin:
    """A log-in that the demonstration prints."""

    role: str
    email: str


def make_demonstration(city_id: int, *, at: datetime, share: float = 1) -> list[str]:
    """Make people and cases in the city in scope; made before, only its dates are put back.

    ``share`` of the children of each story is told, at least one. Returns why stories ended early, if any did.
    """
    with transaction.atomic():
        made_on = _made_on()
        season = DemoSeason(made_on or german_day(at))
        _put_dates(season)
        return [] if made_on else _make(_stage(city_id, at, season), share)


def _made_on() -> date | None:
    rows = Membership.objects.filter(account__email=f"jugendamt{MAIL}", role=Role.YOUTH_OFFICE)
    since = rows.values_list("valid_from", flat=True).first()
    return since + HERE_SINCE if since else None


def _put_dates(season: DemoSeason) -> None:
    """The demonstration's own dates: they are no city's, and say so as their source."""
    source = f"Nur für die Vorführung vom {season.today:%d.%m.%Y}: Stichtage, mit denen man die Saison sieht"
    rows = season.settings().items()
    put_settings(Setting(key, value, DATES_FROM, None, source) for key, value in rows)


def _stage(city_id: int, at: datetime, season: DemoSeason) -> Stage:
    rows = Facility.objects.filter(kind=Facility.Kind.KITA, groups__year=season.year).distinct()
    kitas = list(rows.select_related("organisation").order_by("source_id", "pk"))
    codes = sorted(code for row in District.objects.all() for code in row.postal_codes)
    return Stage(city_id, at, season, kitas[0], kitas, codes)


def _make(stage: Stage, share: float) -> list[str]:
    employ(stage)
    _plan_places(stage)
    tellings = [*_tellings(stage, share)]
    save_accounts([account for telling in tellings for account in telling.family.accounts])
    with invented_past(refusing={REFUSING}):
        for telling in sorted(tellings, key=lambda telling: telling.moments[0]):
            tell(telling, ACTS)
        answer_as_many(stage)
    draw_desk(today=stage.season.today)
    return [telling.cut_short for telling in tellings if telling.cut_short]


def _plan_places(stage: Stage) -> None:
    """Most children stay: in the coming year each Kita has some free places, the crowded one few."""
    day = stage.season.day(-99)
    for group in Group.objects.filter(year=stage.season.year).order_by("facility__source_id", "name"):
        kita = next((each for each in stage.kitas if each.pk == group.facility_id), None)
        if kita is None:
            continue
        free = round(group.places * stage.random.uniform(*SHARE_FREE))
        places = CROWDED_PLACES if kita == stage.crowded else free
        plan = GroupPlan(group.year, group.name, group.age_from_months, group.age_until_months, places)
        lead = stage.actor(stage.leads[kita.pk], day)
        plan_group(lead, kita, plan, at=stage.moment(day))


def _tellings(stage: Stage, share: float) -> Iterable[Telling]:
    for number, story in enumerate(_as_often(stories(), share), start=1):
        moments = moments_of(story, stage)
        family = invented_family(stage, story, number, german_day(moments[0]))
        yield Telling(stage, story, family, moments, stage.at)


def _as_often(told: Sequence[Story], share: float) -> Iterable[Story]:
    return (story for story in told for _ in range(max(1, round(story.children * share))))


def logins() -> list[DemoLogin]:
    """Whom one can log in as."""
    return [DemoLogin(row[3].value, f"{row[0]}{MAIL}") for row in STAFF]
