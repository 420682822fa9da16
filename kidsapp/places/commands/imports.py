"""Loading a list of places: in one transaction, whatever is wrong with single rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.queries import City, postal_codes
from kidsapp.places import policy
from kidsapp.places.adapters.lists import read_rows
from kidsapp.places.importing.mapping import Mapping as ListMapping
from kidsapp.places.importing.mapping import Source
from kidsapp.places.importing.matching import ExistingPlace
from kidsapp.places.importing.plan import ImportPlan, Update, plan
from kidsapp.places.importing.records import ImportedGroup, PlaceRecord
from kidsapp.places.models import Facility, Organisation
from kidsapp.places.wording import hours_names

COLUMNS: Mapping[str, str] = {
    "lat": "latitude",
    "lon": "longitude",
    "wheelchair": "is_wheelchair_accessible",
    "inclusion": "is_inclusive",
    "lunch": "serves_lunch",
    "opening": "opening_hours",
    "note": "about",
    "groups": "listed_groups",
    "provider": "organisation_id",
    "district": "district_id",
}
"""Where a record and its row call the same thing differently."""

RECORD_NAMES = {column: name for name, column in COLUMNS.items()}
LISTS = ("hours_models", "languages")
RELATED = ("provider", "district", "groups")
RECORD_FIELDS = tuple(field.name for field in fields(PlaceRecord))


@dataclass(frozen=True, slots=True)
class Keys:
    """Database ids of the city's districts and of the providers, by name."""

    districts: Mapping[str, int]
    providers: Mapping[str, int]


def import_list(
    actor: Actor,
    data: bytes,
    mapping: ListMapping,
    *,
    city: City,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportPlan:
    """Bring the places of the city in scope up to what a list says; a dry run only plans.

    What a facility keeps up to date itself is left alone; what the list no longer names stays as it is.
    """
    with writing(actor, policy.import_list, at=at) as line:
        policy.import_list.demand(actor)
        Municipality.objects.select_for_update().get(pk=city.id)
        planned = plan(
            read_rows(data, mapping),
            mapping,
            existing=existing_places(),
            boundary=city.row.boundary,
            postal_codes=postal_codes(),
            districts=[name for _id, name in city.districts],
            hours_models=set(hours_names(city.settings)),
        )
        if not is_dry_run:
            _write(planned, mapping.source, city)
            line.about(city=city.id, created=len(planned.created), updated=len(planned.updated))
    return planned


def existing_places() -> list[ExistingPlace]:
    """Every place of the city in scope, as a list would tell it; the key is its public id."""
    rows = Facility.objects.select_related("organisation", "district").order_by("pk")
    return [
        ExistingPlace(
            row.public_id,
            record_of(row),
            frozenset(RECORD_NAMES.get(name, name) for name in row.kept_fields),
        )
        for row in rows
    ]


def record_of(row: Facility) -> PlaceRecord:
    """A place as a list would tell it."""
    values: dict[str, Any] = {
        name: getattr(row, COLUMNS.get(name, name)) for name in RECORD_FIELDS if name not in RELATED
    }
    for name in LISTS:
        values[name] = tuple(values[name])
    return PlaceRecord(
        **values,
        provider=row.organisation.name,
        district=row.district.name if row.district else "",
        groups=tuple(ImportedGroup(*group) for group in row.listed_groups),
    )


def _write(planned: ImportPlan, source: Source, city: City) -> None:
    records = [*planned.created, *(update.record for update in planned.updated)]
    keys = Keys({name: pk for pk, name in city.districts}, _providers(records))
    Facility.objects.bulk_create(_new_row(record, keys) for record in planned.created)
    updated = [update.key for update in planned.updated]
    rows = {row.public_id: row for row in Facility.objects.filter(public_id__in=updated)}
    for update in planned.updated:
        _update(rows[update.key], update, keys)
    origin = {"source_url": source.url[:300], "source_licence": source.licence[:120]}
    Facility.objects.filter(source=source.name).exclude(**origin).update(**origin)


def _providers(records: Iterable[PlaceRecord]) -> dict[str, int]:
    """Ids of all providers, new ones made; the provider without a name is the unknown one."""
    wanted = {record.provider for record in records}
    known = dict(Organisation.objects.filter(name__in=wanted).values_list("name", "pk"))
    made = Organisation.objects.bulk_create(Organisation(name=name) for name in sorted(wanted - known.keys()))
    return known | {row.name: row.pk for row in made}


def _new_row(record: PlaceRecord, keys: Keys) -> Facility:
    values = {COLUMNS.get(name, name): _value(name, getattr(record, name), keys) for name in RECORD_FIELDS}
    unsaid = {"shows_house_number": record.has_public_house_number, "is_invented": bool(record.is_invented)}
    return Facility(**{**values, **unsaid})


def _update(row: Facility, update: Update, keys: Keys) -> None:
    columns = [COLUMNS.get(name, name) for name in update.changes]
    for name in update.changes:
        setattr(row, COLUMNS.get(name, name), _value(name, getattr(update.record, name), keys))
    row.version += 1
    row.save(update_fields=[*columns, "version"])


def _value(name: str, value: Any, keys: Keys) -> Any:
    """A record's value as its column holds it."""
    if name == "provider":
        return keys.providers[value]
    if name == "district":
        return keys.districts.get(value)
    if name == "groups":
        return [list(group) for group in value]
    return list(value) if name in LISTS else value
