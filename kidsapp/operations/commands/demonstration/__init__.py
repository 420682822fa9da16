"""The demonstration: a city in mid-season, told through the product's commands; all invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.kernel.actors import Role
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.city_folder import Setting
from kidsapp.municipality.commands import put_settings
from kidsapp.municipality.models import District, Municipality
from kidsapp.operations.commands.demonstration.invented import stories
from kidsapp.operations.commands.demonstration.kitas import prepare_kitas
from kidsapp.operations.commands.demonstration.season import Told, invented_tellings, tell_all
from kidsapp.operations.commands.demonstration.staff import HERE_SINCE, STAFF, employ
from kidsapp.operations.commands.demonstration.stage import MAIL, PASSWORD, Stage
from kidsapp.operations.commands.demonstration.survey import answer_as_many
from kidsapp.operations.rules import DemoSeason
from kidsapp.people.models import Membership
from kidsapp.places.models import Facility

__all__ = ["PASSWORD", "DemoLogin", "Told", "logins", "make_demonstration"]

DATES_FROM = date(2020, 8, 2)
"""A day after the city folder's own assumptions, so that the demonstration's dates hold instead."""


@dataclass(frozen=True)
class DemoLogin:
    """A log-in that the demonstration prints."""

    role: str
    email: str


def make_demonstration(
    city_id: int,
    *,
    at: datetime,
    share: float = 1,
    processes: int = 1,
    goes_on: Callable[[], bool] = lambda: True,
) -> Told:
    """Make people and cases in the city in scope; what was made before stays as it is.

    ``share`` of the children of each story is told, at least one. Several processes are quicker; then no
    transaction may be open. Once ``goes_on`` says no, the rest is left for another call.
    """
    made_on = _made_on()
    season = DemoSeason(made_on or german_day(at))
    _put_dates(season)
    stage = _stage(city_id, at, season)
    employ(stage)
    if made_on is None:
        prepare_kitas(stage)
        answer_as_many(stage)
    told = tell_all(invented_tellings(stage, share), processes=processes, goes_on=goes_on)
    draw_desk(today=german_day(at))
    return told


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
    town = Municipality.objects.get(pk=city_id).name
    return Stage(city_id, town, at, season, kitas[0], kitas, codes)


def logins() -> list[DemoLogin]:
    """Whom one can log in as: each role, and families at different points of the way."""
    families = [(story.name, story.fixed["email"]) for story in stories() if story.is_shown]
    guardians = [DemoLogin(f"{Role.GUARDIAN.value}: {name}", f"{email}{MAIL}") for name, email in families]
    return [*guardians, *(DemoLogin(role.value, f"{name}{MAIL}") for name, *_, role in STAFF)]
