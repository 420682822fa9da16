"""The local gazetteer: ``gazetteer.csv`` and the districts that have a point."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from kidsapp.kernel.folding import folded
from kidsapp.municipality.city_folder.districts import District
from kidsapp.municipality.city_folder.sheets import Finding, text_of

FILE = "gazetteer.csv"
DISTRICT = "district"
"""May be left out: the key of the district in which a street lies; a street in two stands in two lines."""
COLUMNS = ("kind", "name", "postal_code", "latitude", "longitude")
KINDS = ("postal_code", "district", "street")
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Entry:
    """A named place with its point (degrees)."""

    kind: str
    name: str
    postal_code: str
    latitude: float
    longitude: float
    district: str = ""


def read_gazetteer(folder: Path, districts: Iterable[District], findings: list[Finding]) -> tuple[Entry, ...]:
    """The entries of the file, if there is one, and one for each district with a point."""
    path = folder / FILE
    codes = {district.key: district.postal_codes for district in districts}
    rows = list(_rows(path, codes, findings)) if path.exists() else []
    taken = {_name(row) for row in rows}
    own = [entry for d in districts if (entry := _of_district(d)) and _name(entry) not in taken]
    return tuple(rows + own)


def _name(entry: Entry) -> tuple[str, str, str, str]:
    return entry.kind, entry.name, entry.postal_code, entry.district


def _of_district(district: District) -> Entry | None:
    if district.latitude is None or district.longitude is None:
        return None
    return Entry("district", district.name, "", district.latitude, district.longitude)


def _rows(path: Path, codes: Mapping[str, Sequence[str]], findings: list[Finding]) -> Iterator[Entry]:
    seen: dict[tuple[str, str, str, str], int] = {}
    for line, row in _lines(path, findings):
        entry, key, problem = _entry(row)
        if entry and (problem := _problem_of_district(entry, codes)):
            entry, key = None, DISTRICT
        if entry and (first := seen.setdefault(_name(entry), line)) != line:
            entry, key, problem = None, "name", f"stands already in line {first}"
        if entry:
            yield entry
        else:
            findings.append(Finding(FILE, f"line {line}: {key}", problem))


def _lines(path: Path, findings: list[Finding]) -> Iterator[tuple[int, Mapping[str, str | None]]]:
    text = text_of(path, findings)
    if text is None:
        return
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        findings.extend(Finding(FILE, name, "this column is missing") for name in missing)
        if not missing:
            for row in reader:
                yield reader.line_num, row
    except csv.Error as error:
        findings.append(Finding(FILE, f"after line {reader.line_num}", f"is not CSV: {error}"))


def _entry(row: Mapping[str, str | None]) -> tuple[Entry | None, str, str]:
    """The entry, or the column and what is wrong in it."""
    kind, name, postal_code = (row[column] or "" for column in COLUMNS[:3])
    if kind not in KINDS:
        return None, "kind", f"must be one of {', '.join(KINDS)}"
    if not name.strip() or not name.isprintable() or max(len(name), len(folded(name))) > LONGEST_NAME:
        return None, "name", f"must be a name of at most {LONGEST_NAME} characters"
    if postal_code and not (len(postal_code) == 5 and postal_code.isascii() and postal_code.isdecimal()):
        return None, "postal_code", "must have five digits or be empty"
    latitude, longitude = _degrees(row["latitude"], 90), _degrees(row["longitude"], 180)
    if latitude is None:
        return None, "latitude", "must lie between -90 and 90"
    if longitude is None:
        return None, "longitude", "must lie between -180 and 180"
    return Entry(kind, name, postal_code, latitude, longitude, row.get(DISTRICT) or ""), "", ""


def _problem_of_district(entry: Entry, codes: Mapping[str, Sequence[str]]) -> str:
    """What is wrong with the district of a line; a child of such a street would be seen by nobody."""
    if not entry.district:
        return ""
    if entry.kind != "street":
        return "only a street lies in a district"
    if entry.district not in codes:
        return "must be the key of one of the districts in city.toml"
    return "" if entry.postal_code in codes[entry.district] else "must have the postal code of this line"


def _degrees(text: str | None, most: int) -> float | None:
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if -most <= found <= most else None
