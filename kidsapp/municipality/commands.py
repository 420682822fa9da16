"""Loading a city as its folder describes it: what changed is written, what is gone goes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from kidsapp.kernel.folding import folded
from kidsapp.municipality.city_folder import City, Finding, Setting
from kidsapp.municipality.models import DatedSetting, District, GazetteerEntry, Municipality
from kidsapp.municipality.scope import municipality_scope

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The city's database id and how many rows were written or removed; none when all was there already."""

    municipality_id: int
    changes: int


@transaction.atomic
def load_city(city: City) -> Loaded | list[Finding]:
    """Make the rows of a city equal to its folder, or say which other city is in the way."""
    others = Municipality.objects.select_for_update().exclude(slug=city.slug)
    if findings := list(_conflicts(city, others)):
        return findings
    row, changes = _municipality(city)
    with municipality_scope(row.pk):
        changes += _match(District, ("key",), _districts(city))
        changes += _match(DatedSetting, ("key", "valid_from"), _settings(city))
        changes += _match(GazetteerEntry, ("kind", "name", "postal_code", "district"), _gazetteer(city))
    return Loaded(row.pk, changes)


def put_settings(settings: Iterable[Setting]) -> None:
    """Dated settings of the city in scope beside those of its folder, until the folder is loaded again."""
    for setting in settings:
        values = asdict(setting)
        key = {name: values.pop(name) for name in ("key", "valid_from")}
        DatedSetting.objects.update_or_create(**key, defaults=values)


def _conflicts(city: City, others: Iterable[Municipality]) -> Iterable[Finding]:
    for other in others:
        if other.ags == city.ags:
            yield Finding("city.toml", "ags", f"belongs already to {other.slug}")
        for host in sorted(set(other.hosts) & set(city.hosts)):
            yield Finding("city.toml", "hosts", f"{host} belongs already to {other.slug}")


def _municipality(city: City) -> tuple[Municipality, int]:
    row = Municipality.objects.filter(slug=city.slug).first() or Municipality(slug=city.slug)
    wanted: Row = {
        "name": city.name,
        "ags": city.ags,
        "land": city.land,
        "hosts": list(city.hosts),
        "languages": list(city.languages),
        "map_extent": city.map_extent,
        "boundary": city.boundary,
        "theme": city.theme,
        "profile": city.profile,
        "is_demonstration": city.is_demonstration,
    }
    return row, _write(row, wanted)


def _write(row: Any, wanted: Row) -> int:
    """Save the row when something differs; 1 if so, else 0."""
    if row.pk and all(getattr(row, name) == value for name, value in wanted.items()):
        return 0
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    return 1


def _match(model: Any, key: tuple[str, ...], wanted: Iterable[Row]) -> int:
    """Make the rows of a table equal to the wanted ones, found again by their key; how many changed."""
    existing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    rows = {tuple(values[name] for name in key): values for values in wanted}
    gone = [row.pk for found, row in existing.items() if found not in rows]
    model.objects.filter(pk__in=gone).delete()
    changes = sum(_write(existing[found], values) for found, values in rows.items() if found in existing)
    added = [model(**values) for found, values in rows.items() if found not in existing]
    model.objects.bulk_create(added)
    return len(gone) + changes + len(added)


def _districts(city: City) -> Iterable[Row]:
    listed = {entry.postal_code for entry in city.gazetteer if entry.district}
    for one in city.districts:
        codes = list(one.postal_codes)
        yield {**asdict(one), "postal_codes": codes, "has_listed_streets": not listed.isdisjoint(codes)}


def _settings(city: City) -> Iterable[Row]:
    return map(asdict, city.settings)


def _gazetteer(city: City) -> Iterable[Row]:
    return ({**asdict(one), "folded": folded(one.name)} for one in city.gazetteer)
