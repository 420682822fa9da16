"""What a row says about a place, and how two such records become one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple

from kidsapp.kernel.folding import folded
from kidsapp.kernel.opening_hours import Week


class ImportedGroup(NamedTuple):
    """A group of a Kita; the number of its places may be unknown."""

    name: str
    from_months: int
    until_months: int
    places: int | None


CHILD_MINDER = "child_minder"


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place as a list tells it; what is unknown is empty or ``None``, never guessed."""

    name: str
    source: str = ""
    source_id: str = ""
    provider: str = ""
    kind: str = "kita"
    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    town: str = ""
    district: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    web: str = ""
    email: str = ""
    age_from_months: int | None = None
    age_until_months: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    hours_models: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    wheelchair: bool | None = None
    inclusion: bool | None = None
    lunch: bool | None = None
    opening: Week | None = None
    shows_house_number: bool | None = None
    groups: tuple[ImportedGroup, ...] = ()
    note: str = ""
    is_invented: bool | None = None

    @property
    def address(self) -> tuple[str, str, str, str]:
        """Folded street, house number, postal code and town."""
        number = folded(self.house_number).replace(" ", "")
        return folded(self.street), number, self.postal_code, folded(self.town)

    @property
    def has_public_house_number(self) -> bool:
        """As the list says; a child minder works at home, where silence shows only the street."""
        is_said = self.shows_house_number is not None
        return bool(self.shows_house_number) if is_said else self.kind != CHILD_MINDER


IDENTITY = ("name", "source", "source_id", "street", "house_number", "postal_code", "town")
"""What tells places apart; a later row of the same list does not change it."""


def values_of(record: PlaceRecord) -> dict[str, Any]:
    """The fields of a record by name."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def is_known(value: Any) -> bool:
    """Whether something is said at all; ``False``, 0 and a closed week are said."""
    return value is not None and value not in ("", ())


def updated(old: PlaceRecord, new: PlaceRecord) -> PlaceRecord:
    """The old record with what the new one knows; the old one's source stays, and so does its silence."""
    known = {name: value for name, value in values_of(new).items() if is_known(value)}
    if old.source_id:
        known.pop("source", None)
        known.pop("source_id", None)
    if new.street and folded(new.street) != folded(old.street):
        known["house_number"] = new.house_number
    return _in_order(replace(old, **known), new, old)


def filled(first: PlaceRecord, later: PlaceRecord) -> PlaceRecord:
    """The first record with its gaps filled from a later row of the same list."""
    mine = values_of(first)
    gaps = {
        name: value
        for name, value in values_of(later).items()
        if name not in IDENTITY and is_known(value) and not is_known(mine[name])
    }
    if later.shows_house_number is False:
        gaps["shows_house_number"] = False
    return _in_order(replace(first, **gaps), first)


def keeping(record: PlaceRecord, kept: Iterable[str], place: PlaceRecord) -> PlaceRecord:
    """A row's record that says of the kept fields what the place says itself."""
    return replace(record, **{name: getattr(place, name) for name in kept})


PAIRS = (("age_from_months", "age_until_months"), ("opens_on", "closes_on"))
"""Two fields of which the first has to come before the second."""


def _in_order(record: PlaceRecord, *others: PlaceRecord) -> PlaceRecord:
    """Both ages, and both days, from the first record in which they make sense together."""
    for first, last in PAIRS:
        said = [(getattr(other, first), getattr(other, last)) for other in (record, *others)]
        sound = (pair for pair in said if None in pair or pair[0] < pair[1])
        begin, end = next(sound, (None, None))
        in_order: dict[str, Any] = {first: begin, last: end}
        record = replace(record, **in_order)
    return record


def changes(before: PlaceRecord, after: PlaceRecord) -> Mapping[str, tuple[Any, Any]]:
    """What changes, by field: the value before and after."""
    new = values_of(after)
    return {name: (old, new[name]) for name, old in values_of(before).items() if old != new[name]}
