"""From a row to a record, with what there is to say about it, or to the reason why it is no place."""

import re
from dataclasses import dataclass

from kidsapp.kernel.refusals import Refused
from kidsapp.places.importing.ages import ages_of, groups_of
from kidsapp.places.importing.cells import Cells, quoted
from kidsapp.places.importing.days import days_of
from kidsapp.places.importing.languages import language_codes
from kidsapp.places.importing.mapping import KINDS, Mapping
from kidsapp.places.importing.points import point_of
from kidsapp.places.importing.records import PlaceRecord
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import RawRow
from kidsapp.places.importing.weeks import week_of

LONGEST = {"name": 200, "provider": 200, "street": 160, "house_number": 20, "town": 120, "district": 120}
LONGEST_NOTE = 4000
EMAIL = r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}"
WEB = r"(?:https?://)?[^\s:/@<>\"]+\.[^\s:/@<>\"]{2,}(?:[:/?#][^\s<>\"]*)?"
HOURS_MODEL = r"[a-z0-9][a-z0-9-]{0,19}"
_WHOLE_ADDRESS = re.compile(r"(?P<street>.*?)\s*,?\s*\b(?P<postal_code>[0-9]{5})\s+(?P<town>[^0-9,]+)")
_HOUSE_NUMBER = re.compile(
    r"(?P<street>.*[^\d\s,].*?),?\s+"
    r"(?P<number>[0-9]{1,4}\s?[a-zA-Z]?(?:\s?[-–/+&]\s?(?:[0-9]{1,4}\s?[a-zA-Z]?|[a-zA-Z]))*)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A record, or the reason against it; the warnings stand beside either."""

    line: int
    record: PlaceRecord | None
    reasons: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address."""

    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    town: str = ""


def read_row(row: RawRow, mapping: Mapping) -> Reading:
    """The record of a row."""
    cells = Cells(row, mapping)
    if refusal := _not_chosen(cells):
        return Reading(row.line, None, (refusal,))
    record = _record(cells)
    if refusal := _refusal(cells, record):
        return Reading(row.line, None, (refusal,))
    return Reading(row.line, record, tuple(cells.warnings))


def _not_chosen(cells: Cells) -> Refused | None:
    """Why the mapping leaves a row out, by the first column that decides it."""
    only, without = cells.mapping.only, cells.mapping.without
    for column in (*only, *without):
        found = cells.column(column)
        is_left_out = column in only and found.casefold() not in only[column]
        if is_left_out or (column in without and found.casefold() in without[column]):
            return Refused(Why.NOT_CHOSEN, {"column": column, "found": quoted(found)})
    return None


def _refusal(cells: Cells, record: PlaceRecord) -> Refused | None:
    if not record.name:
        return Refused(Why.MISSING_NAME, at_field="name")
    if record.kind not in KINDS:
        return Refused(Why.UNKNOWN_KIND, {"found": quoted(record.kind)}, at_field="kind")
    is_somewhere = record.lat is not None or any(
        cells.own(key) for key in ("street", "postal_code", "town", "district")
    )
    return None if is_somewhere else Refused(Why.NOT_A_PLACE, at_field="street")


def _record(cells: Cells) -> PlaceRecord:
    point, address = point_of(cells), _address(cells)
    groups = groups_of(cells)
    begin, end = ages_of(cells, groups)
    opens_on, closes_on = days_of(cells)
    return PlaceRecord(
        name=cells.short_text("name", LONGEST["name"]),
        source=cells.mapping.source.name,
        source_id=cells.fitting("source_id", r".+", 80),
        provider=cells.short_text("provider", LONGEST["provider"]),
        kind=cells.text("kind").casefold() if cells.text("kind").casefold() in KINDS else cells.text("kind"),
        street=address.street,
        house_number=address.house_number,
        postal_code=address.postal_code,
        town=address.town,
        district=cells.short_text("district", LONGEST["district"]),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        phone=cells.fitting("phone", r"[^<>]*[0-9][^<>]*", 60),
        web=cells.fitting("web", WEB, 300),
        email=cells.fitting("email", EMAIL, 254),
        age_from_months=begin,
        age_until_months=end,
        opens_on=opens_on,
        closes_on=closes_on,
        hours_models=_hours_models(cells),
        languages=language_codes(cells),
        wheelchair=cells.flag("wheelchair"),
        inclusion=cells.flag("inclusion"),
        lunch=cells.flag("lunch"),
        opening=week_of(cells),
        shows_house_number=cells.flag("shows_house_number"),
        groups=groups,
        note=cells.short_text("note", LONGEST_NOTE),
        is_invented=cells.flag("is_invented"),
    )


def _hours_models(cells: Cells) -> tuple[str, ...]:
    found = [re.sub(r"\s*(?:stunden|std\.?|h)$", "", part.casefold()) for part in _model_parts(cells)]
    for part in found:
        if not re.fullmatch(HOURS_MODEL, part):
            cells.misfit("hours_models", part)
    return tuple(dict.fromkeys(part for part in found if re.fullmatch(HOURS_MODEL, part)))


def _model_parts(cells: Cells) -> list[str]:
    return cells.items("hours_models", r"[,;/|]|\bund\b")


def _address(cells: Cells) -> Address:
    """The address from its columns; what stands in the street's column is taken apart."""
    written = cells.short_text("street", LONGEST["street"])
    whole = _WHOLE_ADDRESS.fullmatch(written)
    street, number = split_street(whole["street"] if whole else written)
    own_number = cells.short_text("house_number", LONGEST["house_number"])
    return Address(
        street=(whole["street"].strip(" ,") if whole else written) if own_number else street,
        house_number=own_number or number,
        postal_code=_postal_code(cells) or (whole["postal_code"] if whole else ""),
        town=cells.short_text("town", LONGEST["town"]) or (whole["town"].strip() if whole else ""),
    )


def split_street(text: str) -> tuple[str, str]:
    """Street and house number: ``Auf der Borg 20a`` is ``Auf der Borg`` and ``20a``."""
    match = _HOUSE_NUMBER.fullmatch(text)
    if not match or len(match["number"]) > LONGEST["house_number"]:
        return text, ""
    return match["street"].strip(" ,"), re.sub(r"\s+", "", match["number"])


def _postal_code(cells: Cells) -> str:
    """Five digits; Excel takes away the zero at the front of those from the east of Germany."""
    found = re.sub(r"^D\s?-\s?", "", cells.text("postal_code"))
    if re.fullmatch(r"[1-9][0-9]{3}", found):
        cells.warn(Why.POSTAL_CODE_PADDED, target="postal_code", found=f"0{found}")
        return f"0{found}"
    if found and not re.fullmatch(r"[0-9]{5}", found):
        cells.misfit("postal_code", found)
        return ""
    return found
