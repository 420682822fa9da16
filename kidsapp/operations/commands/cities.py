"""City folders: checked in full, loaded in full, with their lists of places and the groups these tell."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kidsapp.audit.commands import writing
from kidsapp.childcare.commands import GroupPlan
from kidsapp.childcare.rules import kindergarten_year
from kidsapp.kernel.actors import Actor, HeldRole, Role
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.city_folder import City, Finding, PlaceList, ThemeRules, read_city
from kidsapp.municipality.commands import load_city
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.queries import city_of
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations import policy
from kidsapp.operations.commands.groups import open_groups
from kidsapp.page.tokens import CITY_ROLES, failing_pairs
from kidsapp.people.adapters.identity.configured import secret_name
from kidsapp.places.commands import import_list
from kidsapp.places.importing.mapping import Mapping, read_mapping
from kidsapp.places.importing.plan import ImportPlan
from kidsapp.places.models import Facility

THEME = ThemeRules(CITY_ROLES, lambda light, dark: [str(pair) for pair in failing_pairs(light, dark)])


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What came of a folder: what is wrong or empty, what became of each list, and how many rows changed."""

    findings: tuple[Finding, ...]
    lists: dict[str, ImportPlan] = field(default_factory=dict)
    changes: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the city from being loaded."""
        return tuple(finding for finding in self.findings if finding.is_error)


def read_city_folder(folder: Path) -> tuple[City | None, list[Finding]]:
    """The city of a folder when nothing in it is wrong, and everything wrong or still empty."""
    folder = folder.resolve()
    city, findings = read_city(folder, settings.CITIES / "laender", theme=THEME)
    mappings = {*folder.glob("places/*.toml"), *(one.mapping for one in (city.places if city else ()))}
    for path in sorted(mappings):
        found = read_mapping(path)
        findings += [] if isinstance(found, Mapping) else found
    findings += _without_secret(city) if city else ()
    return (city if not any(finding.is_error for finding in findings) else None), findings


def _without_secret(city: City) -> list[Finding]:
    """Providers of log-ins whose secret this machine does not know; another one may."""
    names = {kind: secret_name(city.slug, kind) for kind in city.profile["identity"]}
    missing = {kind: name for kind, name in names.items() if name not in settings.IDENTITY_SECRETS}
    told = "the client's secret is expected in the environment as"
    return [
        Finding("city.toml", f"identity.{kind}", f"{told} {name}", is_error=False)
        for kind, name in missing.items()
    ]


def load_city_folder(folder: Path, *, at: datetime) -> FolderReport:
    """Load a city and import its lists; a folder with a mistake changes nothing."""
    city, findings = read_city_folder(folder)
    if city is None:
        return FolderReport(tuple(findings))
    with transaction.atomic():
        loaded = load_city(city)
        if isinstance(loaded, list):
            return FolderReport((*findings, *loaded))
        row = Municipality.objects.get(pk=loaded.municipality_id)
        with municipality_scope(row.pk):
            lists, changes = _load_lists(row, city.places, at)
    return FolderReport(tuple(findings), lists, loaded.changes + changes)


def _load_lists(
    row: Municipality, place_lists: tuple[PlaceList, ...], at: datetime
) -> tuple[dict[str, ImportPlan], int]:
    """Import the lists and open the groups that they tell; what became of each, and how many rows changed."""
    today = german_day(at)
    actor = Actor(row.pk, today, held=(HeldRole(Role.OPERATOR, row.pk),))
    with writing(actor, policy.load_city, at=at) as line:
        policy.load_city.demand(actor)
        city = city_of(row, on=today)
        plans = {
            one.file.name: import_list(actor, one.file.read_bytes(), _mapping(one), city=city, at=at)
            for one in place_lists
        }
        changes = sum(len(plan.created) + len(plan.updated) for plan in plans.values())
        changes += open_groups(_listed_groups(today))
        line.about(city=row.pk)
    return plans, changes


def _mapping(place_list: PlaceList) -> Mapping:
    found = read_mapping(place_list.mapping)
    if isinstance(found, Mapping):
        return found
    raise ValueError(f"changed since it was checked: {place_list.mapping}")


def _listed_groups(today: date) -> dict[int, list[GroupPlan]]:
    """Groups whose places a list tells, by facility, for this and the coming kindergarten year."""
    years = (kindergarten_year(today), kindergarten_year(today) + 1)
    rows = Facility.objects.exclude(listed_groups=[]).values_list("pk", "listed_groups")
    return {
        facility_id: [
            GroupPlan(year, name, from_months, until_months, places)
            for year in years
            for name, from_months, until_months, places in groups
            if places
        ]
        for facility_id, groups in rows
    }
