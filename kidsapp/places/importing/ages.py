"""Ages and groups of a row, in months."""

import re
from collections.abc import Iterator, Sequence

from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.places.importing.cells import Cells, quoted
from kidsapp.places.importing.mapping import MOST_MONTHS, MOST_PLACES, GroupRule
from kidsapp.places.importing.records import ImportedGroup
from kidsapp.places.importing.refusals import ImportRefusal as Why

LONGEST_NAME = 80
MOST_GROUPS = 60
_AGE = re.compile(
    r"(?:ab|bis|unter|von)?\s*([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*"
    r"(?:(j|j\.|jahr|jahre|jahren|years?)|(m|m\.|mon\.|monat|monate|monaten|months?))?\.?"
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bbis\b)\s*")

Ages = tuple[int | None, int | None]


def ages_of(cells: Cells, groups: Sequence[ImportedGroup]) -> Ages:
    """From and until; where no column says so, as the groups do."""
    units = cells.mapping.units
    if text := cells.text("ages"):
        begin, end = _range(cells, text, units.age_until)
    else:
        begin = _age(cells, "age_from", cells.text("age_from"), units.age_from)
        end = _age(cells, "age_until", cells.text("age_until"), units.age_until)
    if begin is not None and end is not None and begin >= end:
        cells.warn(Why.UNREADABLE_AGE, target="age_from", found=f"{begin}–{end}")
        return None, None
    is_said = bool(text or cells.own("age_from") or cells.own("age_until"))
    return (begin, end) if is_said or not groups else _ages_of_groups(groups)


def _ages_of_groups(groups: Sequence[ImportedGroup]) -> Ages:
    return min(group.from_months for group in groups), max(group.until_months for group in groups)


def _range(cells: Cells, text: str, unit: str) -> Ages:
    """``2-6 Jahre``: where the first number has no unit, that of the second holds for both."""
    parts = _BETWEEN.split(text.casefold())
    if len(parts) != 2 or not all(_AGE.fullmatch(part.strip()) for part in parts):
        cells.warn(Why.UNREADABLE_AGE, target="ages", found=quoted(text))
        return None, None
    second = _AGE.fullmatch(parts[1].strip())
    said = second and ("years" if second[2] else "months" if second[3] else unit)
    return _age(cells, "ages", parts[0], said or unit), _age(cells, "ages", parts[1], unit)


def _age(cells: Cells, target: str, text: str, unit: str) -> int | None:
    if not text:
        return None
    match = _AGE.fullmatch(text.casefold().strip())
    is_years = bool(match and (match[2] or (unit == "years" and not match[3])))
    months = round(float(match[1].replace(",", ".")) * (MONTHS_A_YEAR if is_years else 1)) if match else None
    if months is None or months > MOST_MONTHS:
        cells.warn(Why.UNREADABLE_AGE, target=target, found=quoted(text))
        return None
    return months


def groups_of(cells: Cells) -> tuple[ImportedGroup, ...]:
    """The groups of a row; a name that comes twice gets a number."""
    rule = cells.mapping.groups
    if rule is None:
        return ()
    found = _written(cells, rule.column) if rule.column else _counted(cells, rule.kinds)
    return tuple(_with_names_once(list(found)[:MOST_GROUPS]))


def _with_names_once(groups: Sequence[ImportedGroup]) -> Iterator[ImportedGroup]:
    names: set[str] = set()
    for group in groups:
        tries = (f"{group.name[: LONGEST_NAME - 5]} ({number})" for number in range(2, MOST_GROUPS + 2))
        name = group.name if group.name not in names else next(name for name in tries if name not in names)
        names.add(name)
        yield group._replace(name=name)


def _written(cells: Cells, column: str) -> Iterator[ImportedGroup]:
    for part in filter(None, (part.strip() for part in cells.column(column).split(";"))):
        if group := _group(part):
            yield group
        else:
            cells.warn(Why.UNREADABLE_GROUP, target="groups", found=quoted(part))


def _group(text: str) -> ImportedGroup | None:
    match = re.fullmatch(r"\s*([^|]{1,80}?)\s*\|\s*(\d{1,3})\s*\|\s*(\d{1,3})\s*\|\s*(\d{0,5})\s*", text)
    if not match or not int(match[2]) < int(match[3]) <= MOST_MONTHS:
        return None
    places = int(match[4]) if match[4] else None
    is_sound = places is None or places <= MOST_PLACES
    return ImportedGroup(match[1], int(match[2]), int(match[3]), places) if is_sound else None


def _counted(cells: Cells, kinds: Sequence[GroupRule]) -> Iterator[ImportedGroup]:
    for kind in kinds:
        count = _whole(cells, kind.count) if kind.count else None
        places = _whole(cells, kind.places) if kind.places else None
        numbers = range(1, min(count, MOST_GROUPS) + 1) if count is not None else range(1 if places else 0)
        for number in numbers:
            name = f"{kind.name} ({number})" if len(numbers) > 1 else kind.name
            share = places // len(numbers) + (number <= places % len(numbers)) if places is not None else None
            yield ImportedGroup(name, kind.from_months, kind.until_months, share)


def _whole(cells: Cells, column: str) -> int | None:
    text = cells.column(column)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > MOST_PLACES:
        cells.warn(Why.UNREADABLE_GROUP, target="groups", found=quoted(text))
        return None
    return int(text)
