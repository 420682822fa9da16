"""What a list of places calls its columns and how it writes units, flags, hours and groups: a TOML file."""

from collections import abc
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.municipality.city_folder.sheets import Finding, Sheet, sheet_of

FORMATS = ("csv", "json", "geojson")
KINDS = ("kita", "child_minder", "school")
AGES = ("age_from", "age_until")
FLAGS = ("wheelchair", "inclusion", "lunch", "shows_house_number", "is_invented")
LISTS = ("hours_models", "languages")
DAYS = ("opens_on", "closes_on")
TEXTS = (
    "source_id", "name", "provider", "kind", "street", "house_number", "postal_code", "town", "district",
    "phone", "web", "email", "note",
)  # fmt: skip
TARGETS = (*TEXTS, "lat", "lon", *AGES, "ages", *DAYS, *FLAGS, *LISTS)
WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_DAYS = (0, 1, 2, 3, 4)
HOURS_WRITTEN = ("per_weekday", "one_column", "opens_closes")
TIMES = ("HH:MM", "milliseconds", "minutes")
MOST_SKIPPED_LINES = 1000
MOST_MONTHS = 27 * MONTHS_A_YEAR
MOST_PLACES = 10_000

MappingError = Finding
"""What is wrong in a mapping: ``key`` and ``message``."""

Plain = str | bool | int | float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a list comes from and how its file is written; an empty delimiter is found out."""

    name: str
    url: str = ""
    licence: str = ""
    format: str = "csv"
    encoding: str = "utf-8-sig"
    delimiter: str = ""
    records: str = ""
    skip_lines: int = 0


@dataclass(frozen=True, slots=True)
class Units:
    """In which units ages and coordinates are written."""

    age_from: str = "months"
    age_until: str = "months"
    coordinates: str = "wgs84"


@dataclass(frozen=True, slots=True)
class HoursRule:
    """How hours are written; ``columns`` are those of the weekdays, the only one, or opens and closes."""

    written: str
    columns: tuple[str, ...]
    days: tuple[int, ...] = WORKING_DAYS
    time: str = "HH:MM"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Groups of one kind: their ages, and the columns with their number and their places."""

    name: str
    from_months: int
    until_months: int
    count: str = ""
    places: str = ""


@dataclass(frozen=True, slots=True)
class GroupsRule:
    """Groups as a text ``Name|from|until|places; ...`` in one column, or in columns by kind."""

    column: str = ""
    kinds: tuple[GroupRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping without any mistake.

    ``ticked`` names columns whose yes adds a value to a list; ``only`` and ``without`` choose rows by a cell.
    """

    source: Source
    columns: abc.Mapping[str, tuple[str, ...]]
    units: Units = field(default_factory=Units)
    constants: abc.Mapping[str, str] = field(default_factory=dict)
    hours: HoursRule | None = None
    values: abc.Mapping[str, abc.Mapping[str, str]] = field(default_factory=dict)
    ticked: abc.Mapping[str, abc.Mapping[str, str]] = field(default_factory=dict)
    groups: GroupsRule | None = None
    only: abc.Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: abc.Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def columns_used(self) -> tuple[str, ...]:
        """Every column of the list that the mapping names, once."""
        named = [column for columns in self.columns.values() for column in columns]
        named += [*(self.hours.columns if self.hours else ())]
        named += [column for ticks in self.ticked.values() for column in ticks]
        if self.groups:
            named += [self.groups.column]
            named += [column for kind in self.groups.kinds for column in (kind.count, kind.places)]
        named += [*self.only, *self.without]
        return tuple(dict.fromkeys(filter(None, named)))


def read_mapping(path: Path) -> Mapping | list[MappingError]:
    """The mapping, or everything that is wrong with its file."""
    findings: list[Finding] = []
    if (sheet := sheet_of(path, findings)) is None:
        return findings
    mapping = _mapping(sheet)
    sheet.close()
    return findings or mapping


def _mapping(sheet: Sheet) -> Mapping:
    mapping = Mapping(
        source=_source(sheet.part("source")),
        columns=_columns(sheet.part("columns")),
        units=_units(sheet.part("units", is_required=False)),
        constants=_constants(sheet.part("constants", is_required=False)),
        hours=_hours(sheet.part("hours")) if sheet.has("hours") else None,
        values=_values(sheet.part("values", is_required=False)),
        ticked=_ticked(sheet.part("ticked", is_required=False)),
        groups=_groups(sheet.part("groups")) if sheet.has("groups") else None,
        only=_chosen(sheet.part("only", is_required=False)),
        without=_chosen(sheet.part("without", is_required=False)),
    )
    for target in ("name", "kind"):
        if target not in (*mapping.columns, *mapping.constants):
            sheet.report(f"columns.{target}", "is missing")
    return mapping


def _source(part: Sheet) -> Source:
    source = Source(
        name=part.text("name", fits=r"[^\r\n]{1,200}", hint="must be one line of at most 200 characters"),
        url=part.text("url", is_required=False),
        licence=part.text("licence", is_required=False),
        format=_choice(part, "format", FORMATS),
        encoding=_encoding(part),
        delimiter=str(part.value("delimiter", str, "a text", is_required=False) or ""),
        records=part.text("records", is_required=False),
        skip_lines=int(part.number("skip_lines", 0, MOST_SKIPPED_LINES, is_required=False) or 0),
    )
    if len(source.delimiter) > 1 or source.delimiter in ('"', "\n", "\r"):
        part.report("delimiter", "must be one character, not a quote")
    part.close()
    return source


def _encoding(part: Sheet) -> str:
    encoding = part.text("encoding", is_required=False) or "utf-8-sig"
    try:
        "ä".encode(encoding).decode(encoding)
    except (LookupError, UnicodeError):
        part.report("encoding", f"is not known: {encoding}")
    return encoding


def _choice(part: Sheet, key: str, choices: tuple[str, ...], *, default: str = "") -> str:
    found = part.text(key, is_required=not default) or default
    if found and found not in choices:
        part.report(key, f"must be one of {', '.join(choices)}")
    return found


def _targets(part: Sheet, known: tuple[str, ...] = TARGETS) -> list[str]:
    for key in part.table.keys() - set(known):
        part.report(key, f"unknown target; known are {', '.join(known)}")
    return [key for key in part.table if key in known]


def _columns(part: Sheet) -> dict[str, tuple[str, ...]]:
    return {
        target: part.texts(target) if isinstance(part.table[target], list) else (part.text(target),)
        for target in _targets(part)
    }


def _units(part: Sheet) -> Units:
    units = Units(
        age_from=_choice(part, "age_from", ("months", "years"), default="months"),
        age_until=_choice(part, "age_until", ("months", "years"), default="months"),
        coordinates=_choice(part, "coordinates", ("wgs84", "utm32"), default="wgs84"),
    )
    part.close()
    return units


def _constants(part: Sheet) -> dict[str, str]:
    return {target: _constant(part, target) for target in _targets(part)}


def _constant(part: Sheet, target: str) -> str:
    if target in FLAGS:
        return plain_text(part.flag(target))
    if target in (*AGES, "lat", "lon"):
        return plain_text(part.number(target, -10_000_000, 10_000_000))
    if target in DAYS:
        return str(part.day(target) or "")
    if target in LISTS:
        return "; ".join(part.texts(target))
    return _choice(part, target, KINDS) if target == "kind" else part.text(target)


def _hours(part: Sheet) -> HoursRule:
    written = _choice(part, "written", HOURS_WRITTEN)
    if written == "per_weekday":
        weekend = WEEKDAY_KEYS[len(WORKING_DAYS) :]
        columns = tuple(part.text(day, is_required=day not in weekend) for day in WEEKDAY_KEYS)
        rule = HoursRule(written, columns)
    elif written == "opens_closes":
        columns = (part.text("opens"), part.text("closes"))
        rule = HoursRule(written, columns, _days(part), _choice(part, "time", TIMES, default="HH:MM"))
    else:
        rule = HoursRule(written, (part.text("column"),), _days(part))
    part.close()
    return rule


def _days(part: Sheet) -> tuple[int, ...]:
    found = part.value("days", list, "a list of weekdays, 0 is Monday", is_required=False)
    if found is None:
        return WORKING_DAYS
    if not found or any(type(day) is not int or day not in range(7) for day in found):
        part.report("days", "must be a list of numbers from 0 (Monday) to 6 (Sunday)")
        return WORKING_DAYS
    return tuple(sorted(set(found)))


def _values(part: Sheet) -> dict[str, dict[str, str]]:
    return {target: _translations(part.part(target)) for target in _targets(part)}


def _translations(part: Sheet) -> dict[str, str]:
    return {written.strip().casefold(): _meant(part, written) for written in part.table}


def _meant(part: Sheet, written: str) -> str:
    if isinstance(part.table[written], bool):
        return plain_text(part.flag(written))
    return plain_text(part.value(written, (str, int, float), "a text, number or flag", is_required=True))


def _ticked(part: Sheet) -> dict[str, dict[str, str]]:
    found = {}
    for target in _targets(part, LISTS):
        columns = part.part(target)
        found[target] = {column: columns.text(column) for column in columns.table}
    return found


def _chosen(part: Sheet) -> dict[str, frozenset[str]]:
    """Values by column; a single one may stand without brackets."""
    values = {
        column: part.texts(column) if isinstance(written, list) else (part.text(column),)
        for column, written in part.table.items()
    }
    return {column: frozenset(value.casefold() for value in found) for column, found in values.items()}


def _groups(part: Sheet) -> GroupsRule:
    written = _choice(part, "written", ("text", "columns"))
    if written == "columns":
        rule = GroupsRule(kinds=tuple(_group(row) for row in part.parts("columns")))
    else:
        rule = GroupsRule(column=part.text("column"))
    part.close()
    return rule


def _group(row: Sheet) -> GroupRule:
    ages = [int(row.number(key, 0, MOST_MONTHS) or 0) for key in ("from_months", "until_months")]
    if ages[0] >= ages[1]:
        row.report("until_months", "must be more than from_months")
    rule = GroupRule(
        name=row.text("name", fits=r".{1,70}", hint="must be at most 70 characters"),
        from_months=ages[0],
        until_months=ages[1],
        count=row.text("count", is_required=False),
        places=row.text("places", is_required=False),
    )
    if not (rule.count or rule.places):
        row.report("count", "is missing: name the column with the number of groups or of places")
    row.close()
    return rule


def plain_text(found: Any) -> str:
    """A cell as text: nothing is empty, whole numbers have no decimals, lists are joined by semicolons."""
    if found is None or isinstance(found, dict):
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float) and found.is_integer():
        return f"{found:.0f}"
    if isinstance(found, list):
        return "; ".join(filter(None, (plain_text(part) for part in found if not isinstance(part, list))))
    return str(found)
