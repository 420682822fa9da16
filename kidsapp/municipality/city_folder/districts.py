"""The parts of a city."""

from collections.abc import Iterable
from dataclasses import dataclass

from kidsapp.municipality.city_folder.settings import KEY
from kidsapp.municipality.city_folder.sheets import Sheet

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class District:
    """A part of the city, with a point in it where one is known (degrees)."""

    key: str
    name: str
    postal_codes: tuple[str, ...]
    latitude: float | None
    longitude: float | None


def read_districts(sheet: Sheet) -> tuple[District, ...]:
    """The rows of ``[[districts]]``."""
    rows = sheet.parts("districts", is_required=False)
    found = tuple(_district(row) for row in rows)
    for row, twin in zip(rows, _twins(found), strict=True):
        if twin:
            row.report(twin, "stands twice")
    return found


def _twins(found: Iterable[District]) -> Iterable[str]:
    keys: set[str] = set()
    names: set[str] = set()
    for district in found:
        yield "key" if district.key in keys else "name" if district.name in names else ""
        keys.add(district.key)
        names.add(district.name)


def _district(row: Sheet) -> District:
    codes = row.texts("postal_codes", is_required=False)
    for index, code in enumerate(codes, 1):
        if not (len(code) == 5 and code.isascii() and code.isdecimal()):
            row.report(f"postal_codes[{index}]", "must have five digits")
    if row.has("latitude") != row.has("longitude"):
        row.report("longitude" if row.has("latitude") else "latitude", "is missing: half a point is none")
    district = District(
        row.text("key", fits=rf"(?=.{{1,50}}$){KEY}", hint="must be a short name like old-town"),
        row.text("name", fits=rf".{{1,{LONGEST_NAME}}}", hint="must be one short line"),
        codes,
        row.number("latitude", -90, 90, is_required=False),
        row.number("longitude", -180, 180, is_required=False),
    )
    row.close()
    return district
