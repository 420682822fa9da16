"""Lists and mappings for tests of the import, as short as they can be."""

import csv
from dataclasses import replace
from io import StringIO

from kidsapp.places.adapters.lists import read_rows
from kidsapp.places.importing.mapping import GroupsRule, HoursRule, Mapping, Source, Units
from kidsapp.places.importing.plan import ExistingPlace, plan

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLAIN = {
    "source_id": "id", "name": "name", "kind": "kind", "street": "street", "house_number": "number",
    "postal_code": "plz", "town": "town", "lat": "lat", "lon": "lon", "age_from": "from",
    "age_until": "until", "phone": "phone", "languages": "languages", "wheelchair": "wheelchair",
    "district": "district", "hours_models": "models", "opens_on": "opens", "closes_on": "closes",
}  # fmt: skip
PER_WEEKDAY = HoursRule("per_weekday", DAYS)
MAPPING = Mapping(
    Source("Liste"),
    {target: (column,) for target, column in PLAIN.items()},
    constants={"kind": "kita"},
    hours=PER_WEEKDAY,
    groups=GroupsRule(column="groups"),
)


def in_format(name, **source):
    return replace(MAPPING, source=Source("Liste", format=name, **source))


def in_units(**units):
    return replace(MAPPING, units=Units(**units))


def csv_of(*rows):
    """A CSV with semicolons from dictionaries."""
    file = StringIO()
    writer = csv.DictWriter(file, dict.fromkeys(key for cells in rows for key in cells), "", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def row(name="Kita Apfelbaum", **cells):
    return {"name": name, "street": "Am Markt", "number": "1", "plz": "44623", "town": "Herne"} | cells


def planned(data, mapping=MAPPING, *, existing=(), boundary=None, **city):
    return plan(read_rows(data, mapping), mapping, existing=existing, boundary=boundary, **city)


def of(*rows, mapping=MAPPING, **facts):
    return planned(csv_of(*rows), mapping, **facts)


def only_record(**cells):
    (outcome,) = of(row(**cells)).outcomes
    assert outcome.record
    return outcome.record


def reasons(outcome):
    return {refused.reason.name for refused in outcome.reasons}


def kinds(found):
    return [outcome.kind.name for outcome in found.outcomes]


def as_existing(found, before=()):
    """The database after the plan was carried out."""
    changed = {update.key: update.record for update in found.updated}
    kept = [replace(place, record=changed.get(place.key, place.record)) for place in before]
    new = [ExistingPlace(f"new-{len(before)}-{n}", record) for n, record in enumerate(found.created)]
    return [*kept, *new]
