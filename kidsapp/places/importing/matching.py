"""Which rows and which places in the database are the same place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kidsapp.kernel.folding import folded
from kidsapp.places.importing.records import (
    PlaceRecord,
    changes,
    filled,
    is_known,
    keeping,
    updated,
    values_of,
)

NameKey = tuple[str, str, str]
Address = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ExistingPlace:
    """A place in the database; the key is the caller's own, the kept fields are changed by no list."""

    key: str
    record: PlaceRecord
    kept: frozenset[str] = frozenset()


@dataclass(slots=True)
class Slot:
    """A place after the import: new, or existing and claimed by the first row that means it."""

    record: PlaceRecord
    existing: ExistingPlace | None = None
    line: int = 0
    identities: list[PlaceRecord] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        """Whether the import leaves an existing place as it is."""
        return self.existing is not None and self.existing.record == self.record

    @property
    def changes(self) -> Mapping[str, tuple[Any, Any]]:
        """What changes in an existing place so far."""
        return changes(self.existing.record, self.record) if self.existing else {}

    def respected(self, record: PlaceRecord) -> PlaceRecord:
        """A row's record without a say in what the place keeps itself."""
        return keeping(record, self.existing.kept, self.existing.record) if self.existing else record

    def denied(self, record: PlaceRecord) -> list[str]:
        """The fields in which a row says something that does not hold."""
        mine = values_of(self.record)
        return [name for name, value in values_of(record).items() if _is_denied(name, value, mine[name])]


class Register:
    """All places by source id, and by name and address."""

    def __init__(self, existing: Iterable[ExistingPlace]) -> None:
        """Begin with the places in the database."""
        self.slots = [Slot(place.record, place) for place in existing]
        self._by_id: dict[tuple[str, str], Slot] = {}
        self._by_name: defaultdict[NameKey, list[Slot]] = defaultdict(list)
        self._at: dict[Address, Slot] = {}
        for slot in self.slots:
            self._know(slot, slot.record)

    def find(self, record: PlaceRecord) -> Slot | None:
        """The place that a record means: by its source's id, else by name and address, first in this list."""
        if record.source_id and (slot := self._by_id.get((record.source, record.source_id))):
            return slot
        same = [slot for slot in self._by_name.get(_name_key(record), ()) if _is_same(slot, record)]
        return next((slot for slot in same if slot.line), same[0] if same else None)

    def neighbour(self, record: PlaceRecord) -> Slot | None:
        """Another place at the very address, to the house number."""
        return self._at.get(record.address) if record.street and record.house_number else None

    def add(self, record: PlaceRecord, line: int) -> Slot:
        """A new place."""
        slot = Slot(record, line=line)
        self.slots.append(slot)
        self._know(slot, record)
        return slot

    def claim(self, slot: Slot, record: PlaceRecord, line: int) -> list[str]:
        """The first row that means an existing place: what the row knows is newer; the fields denied it.

        Denied is what the place keeps itself, and what would end before something kept begins.
        """
        self._forget(slot)
        slot.record, slot.line = updated(slot.record, slot.respected(record)), line
        self._know(slot, slot.record)
        self._know(slot, record)
        return slot.denied(record)

    def fill(self, slot: Slot, record: PlaceRecord) -> list[str]:
        """Another row of the same place: it fills gaps; the fields that it would have changed come back."""
        slot.record = filled(slot.record, slot.respected(record))
        self._know(slot, record)
        return slot.denied(record)

    def _know(self, slot: Slot, identity: PlaceRecord) -> None:
        slot.identities.append(identity)
        self._at.setdefault(identity.address, slot)
        if identity.source_id:
            self._by_id.setdefault((identity.source, identity.source_id), slot)
        named = self._by_name[_name_key(identity)]
        if slot not in named:
            named.append(slot)

    def _forget(self, slot: Slot) -> None:
        """Names and addresses of before; ids stay."""
        for identity in slot.identities:
            named = self._by_name[_name_key(identity)]
            named[:] = [other for other in named if other is not slot]
        slot.identities.clear()


def _is_denied(name: str, value: object, kept: object) -> bool:
    return is_known(value) and name not in ("source", "source_id") and _comparable(value) != _comparable(kept)


def _comparable(value: object) -> object:
    return folded(value).replace(" ", "") if isinstance(value, str) else value


def _name_key(record: PlaceRecord) -> NameKey:
    street, number, _postal_code, _town = record.address
    return folded(record.name), street, number


def _is_same(slot: Slot, record: PlaceRecord) -> bool:
    key = _name_key(record)
    return any(_name_key(known) == key and _is_near(known, record) for known in slot.identities)


def _is_near(one: PlaceRecord, other: PlaceRecord) -> bool:
    """Whether postal code, else town, do not speak against it; without a street both must agree."""
    mine, others = one.address[2:], other.address[2:]
    if not one.street:
        return mine == others
    if mine[0] and others[0]:
        return mine[0] == others[0]
    return not (mine[1] and others[1]) or mine[1] == others[1]
