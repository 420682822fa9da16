"""One outcome for each row of a list, and what the import would write."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kidsapp.kernel.folding import folded
from kidsapp.kernel.refusals import Refused
from kidsapp.places.importing import mapping as lists
from kidsapp.places.importing.cells import has_column
from kidsapp.places.importing.geometry import is_inside
from kidsapp.places.importing.matching import ExistingPlace, Register, Slot
from kidsapp.places.importing.reading import Reading, read_row
from kidsapp.places.importing.records import PlaceRecord
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import DOUBLED, BadRow, RawRow

MOST_LINES_NAMED = 3


class OutcomeKind(StrEnum):
    """What becomes of a row."""

    LOADED = "loaded"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row's end; ``target`` is the key of the existing place that it means, if any."""

    line: int
    kind: OutcomeKind
    reasons: tuple[Refused, ...] = ()
    record: PlaceRecord | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """An existing place as it will be, and what changes by field (before, after)."""

    key: str
    record: PlaceRecord
    changes: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; ``absent`` are keys of this source's places that the list no longer names."""

    outcomes: tuple[Outcome, ...]
    created: tuple[PlaceRecord, ...]
    updated: tuple[Update, ...]
    absent: tuple[str, ...]
    notices: tuple[Refused, ...]


def plan(
    rows: Iterable[RawRow | BadRow],
    mapping: lists.Mapping,
    *,
    existing: Sequence[ExistingPlace],
    boundary: Mapping[str, Any] | None,
    postal_codes: Container[str] = (),
    districts: Iterable[str] | None = None,
    hours_models: Container[str] | None = None,
) -> ImportPlan:
    """The plan for a list; without a boundary, districts or hours models of the city they are not checked.

    What has no coordinates is held against the postal codes of the city instead of its boundary.
    """
    read = list(rows)
    readings = [_read(row, mapping) for row in read]
    if boundary is not None:
        readings = [_in_city(reading, boundary, postal_codes) for reading in readings]
    names = None if districts is None else {folded(name): name for name in districts}
    readings = [_known_in_city(reading, names, hours_models) for reading in readings]
    shared = _shared_points(readings)
    register = Register(existing)
    outcomes = tuple(_outcome(register, reading, shared) for reading in readings)
    return ImportPlan(
        outcomes=outcomes,
        created=tuple(slot.record for slot in register.slots if slot.existing is None),
        updated=tuple(_updates(register)),
        absent=tuple(_absent(register, mapping.source.name)) if _tells_of_places(readings) else (),
        notices=tuple(_notices(read, mapping)),
    )


def _read(row: RawRow | BadRow, mapping: lists.Mapping) -> Reading:
    return read_row(row, mapping) if isinstance(row, RawRow) else Reading(row.line, None, (row.reason,))


def _in_city(reading: Reading, boundary: Mapping[str, Any], postal_codes: Container[str]) -> Reading:
    """The reading, unless its place lies elsewhere; a place of which nothing tells where is named."""
    record = reading.record
    if record is None:
        return reading
    if record.lat is not None and record.lon is not None:
        is_in = is_inside(boundary, lat=record.lat, lon=record.lon)
        return reading if is_in else _elsewhere(reading, Refused(Why.OUTSIDE, at_field="lat"))
    if not (record.postal_code and postal_codes):
        unchecked = Refused(Why.NOWHERE_TO_CHECK, at_field="postal_code")
        return replace(reading, reasons=(*reading.reasons, unchecked))
    if record.postal_code in postal_codes:
        return reading
    return _elsewhere(reading, Refused(Why.OTHER_POSTAL_CODE, {"found": record.postal_code}, "postal_code"))


def _elsewhere(reading: Reading, reason: Refused) -> Reading:
    return Reading(reading.line, None, (reason,))


def _known_in_city(
    reading: Reading, districts: Mapping[str, str] | None, hours_models: Container[str] | None
) -> Reading:
    """The record with the city's own names, without what the city does not know, and a word about that."""
    record = reading.record
    if record is None:
        return reading
    district = record.district if districts is None else districts.get(folded(record.district), "")
    models = tuple(key for key in record.hours_models if hours_models is None or key in hours_models)
    unknown = [("district", record.district)] if record.district and not district else []
    unknown += [("hours_models", key) for key in record.hours_models if key not in models]
    reasons = (Refused(Why.UNKNOWN_IN_CITY, {"found": found}, at_field) for at_field, found in unknown)
    known = replace(record, hours_models=models, district=district)
    return Reading(reading.line, known, (*reading.reasons, *reasons))


def _outcome(register: Register, reading: Reading, shared: Mapping[int, Refused]) -> Outcome:
    line, record = reading.line, reading.record
    if record is None:
        return Outcome(line, OutcomeKind.REPORTED, reading.reasons)
    reasons = (*reading.reasons, shared[line]) if line in shared else reading.reasons
    slot = register.find(record)
    if slot is None:
        reasons = (*reasons, *_neighbour(register, record))
        register.add(record, line)
        return Outcome(line, OutcomeKind.LOADED, reasons, record)
    reasons = (*_merge(register, slot, record, line), *reasons)
    kind = OutcomeKind.UNCHANGED if slot.is_unchanged else OutcomeKind.MERGED
    return Outcome(line, kind, reasons, slot.record, slot.existing.key if slot.existing else None)


def _neighbour(register: Register, record: PlaceRecord) -> Iterable[Refused]:
    if slot := register.neighbour(record):
        yield Refused(Why.SAME_ADDRESS, {"name": slot.record.name}, at_field="street")


def _merge(register: Register, slot: Slot, record: PlaceRecord, line: int) -> Iterable[Refused]:
    if not slot.line:
        yield Refused(Why.MERGED_WITH_PLACE, {"name": slot.record.name})
        if kept := register.claim(slot, record, line):
            yield Refused(Why.KEPT, {"fields": ", ".join(kept)})
        return
    yield Refused(Why.MERGED_WITH_LINE, {"line": slot.line})
    if denied := register.fill(slot, record):
        yield Refused(Why.LEFT_OUT, {"line": slot.line, "fields": ", ".join(denied)})


def _updates(register: Register) -> Iterable[Update]:
    for slot in register.slots:
        if slot.existing and slot.changes:
            yield Update(slot.existing.key, slot.record, slot.changes)


def _tells_of_places(readings: Iterable[Reading]) -> bool:
    """Whether one row was a place at all: a file of which nothing can be read names nobody as gone."""
    return any(reading.record for reading in readings)


def _absent(register: Register, source: str) -> Iterable[str]:
    for slot in register.slots:
        if slot.existing and not slot.line and slot.existing.record.source == source:
            yield slot.existing.key


def _shared_points(readings: Iterable[Reading]) -> dict[int, Refused]:
    """A warning for each row whose point also another address of the list has."""
    found: defaultdict[tuple[float, float], dict[int, tuple[str, ...]]] = defaultdict(dict)
    for reading in readings:
        record = reading.record
        if record and record.lat is not None and record.lon is not None:
            found[(record.lat, record.lon)][reading.line] = record.address
    warnings = {}
    for addresses in found.values():
        for line, address in addresses.items():
            others = [other for other, another in addresses.items() if another != address]
            if others:
                warnings[line] = Refused(Why.SHARED_POINT, {"lines": _lines(others)}, at_field="lat")
    return warnings


def _lines(lines: Sequence[int]) -> str:
    named = ", ".join(str(line) for line in lines[:MOST_LINES_NAMED])
    return f"{named}, …" if len(lines) > MOST_LINES_NAMED else named


def _notices(rows: Iterable[RawRow | BadRow], mapping: lists.Mapping) -> Iterable[Refused]:
    """Columns of the mapping that no row has, or that the header has twice."""
    readable = [row for row in rows if isinstance(row, RawRow)]
    for column in mapping.columns_used if readable else ():
        if not any(has_column(row.values, column) for row in readable):
            yield Refused(Why.MISSING_COLUMN, {"column": column})
        elif DOUBLED.format(column=column) in readable[0].values:
            yield Refused(Why.DOUBLED_COLUMN, {"column": column})
