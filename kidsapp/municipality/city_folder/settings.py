"""Dated settings: what a city or its Land decides, from when, and where it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from kidsapp.kernel.periods import Period
from kidsapp.municipality.city_folder.sheets import Finding, Sheet, sheet_of

LANGUAGES = ("de", "de-simple", "en", "tr", "ar", "uk", "pl")
LAENDER = ("nrw", "sh")
HOURS_MODELS = "childcare.hours_models"
UNCONFIRMED = " (nicht bestätigt)"
KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
COMMON_YEAR = 2027


@dataclass(frozen=True, slots=True)
class Setting:
    """A value with the days for which it holds; an open end is ``None``."""

    key: str
    value: Any
    valid_from: date
    valid_until: date | None
    source: str


Reader = Callable[[Sheet, str], Any]


def _month_and_day(sheet: Sheet, key: str) -> str | None:
    found = sheet.text(key, fits=r"\d\d-\d\d", hint="must be month and day like 02-01")
    try:
        if found:
            date.fromisoformat(f"{COMMON_YEAR}-{found}")
    except ValueError:
        sheet.report(key, f"{found} does not exist in every year")
        return None
    return found or None


def _month_and_day_or_nothing(sheet: Sheet, key: str) -> str | None:
    is_open = sheet.value(key, str, "a text", is_required=True) not in ("", None)
    return _month_and_day(sheet, key) if is_open else ""


def _whole_number(least: int, most: int) -> Reader:
    def read(sheet: Sheet, key: str) -> int | None:
        found = sheet.value(key, int, "a whole number", is_required=True)
        if found is not None and not least <= found <= most:
            sheet.report(key, f"must lie between {least} and {most}")
            return None
        return int(found) if found is not None else None

    return read


def _yes_or_no(sheet: Sheet, key: str) -> bool | None:
    return sheet.flag(key)


def _hours_keys(sheet: Sheet, key: str) -> list[str]:
    return list(sheet.texts(key))


def _number_prefix(sheet: Sheet, key: str) -> str:
    return sheet.text(key, fits=r"[A-Z]{2,5}", hint="must be 2 to 5 capital letters")


def _hours_models(sheet: Sheet, key: str) -> list[dict[str, Any]]:
    rows = sheet.parts(key)
    models = [_hours_model(row) for row in rows]
    keys = [model["key"] for model in models]
    if not keys or len(set(keys)) < len(keys):
        sheet.report(key, "must hold at least one model, each key once")
    return models


def _hours_model(row: Sheet) -> dict[str, Any]:
    model = {
        "key": row.text("key", fits=KEY, hint="must be a short name like 35-block"),
        "weekly_hours": row.number("weekly_hours", 1, 60),
        "name": row.words("name", LANGUAGES),
    }
    row.close()
    return model


def _group_forms(sheet: Sheet, key: str) -> list[dict[str, Any]]:
    rows = sheet.parts(key)
    forms = [_group_form(row) for row in rows]
    keys = [form["key"] for form in forms]
    if len(set(keys)) < len(keys):
        sheet.report(key, "must hold each key once")
    return forms


def _group_form(row: Sheet) -> dict[str, Any]:
    form: dict[str, Any] = {
        "key": row.text("key", fits="I|II|III", hint="must be I, II or III"),
        "age_from_months": _whole_number(0, 200)(row, "age_from_months"),
        "usual": [_usual(part) for part in row.parts("usual")],
    }
    if row.has("age_until_months"):
        form["age_until_months"] = _whole_number(1, 200)(row, "age_until_months")
    if row.has("two_year_olds"):
        part = row.part("two_year_olds")
        form["two_year_olds"] = {end: _whole_number(0, 50)(part, end) for end in ("least", "most")}
        part.close()
    row.close()
    return form


def _school_age(sheet: Sheet, key: str) -> dict[str, Any]:
    part = sheet.part(key)
    found = {"years": _whole_number(4, 8)(part, "years"), "by": _month_and_day(part, "by")}
    part.close()
    return found


def _usual(part: Sheet) -> dict[str, Any]:
    limits = {"weekly_hours": 60, "children": 50}
    usual = {key: _whole_number(1, most)(part, key) for key, most in limits.items()}
    part.close()
    return usual


def _citations(sheet: Sheet, key: str) -> list[str]:
    return list(sheet.texts(key))


CITY_SETTINGS: Mapping[str, Reader] = {
    "childcare.registration_opens": _month_and_day,
    "childcare.cut_off": _month_and_day,
    "childcare.lower_wishes_open": _month_and_day_or_nothing,
    "childcare.wishes_max": _whole_number(1, 12),
    "childcare.answer_days": _whole_number(1, 90),
    "childcare.second_round": _month_and_day,
    "childcare.round_closes": _month_and_day,
    "childcare.reminder_days": _whole_number(1, 30),
    "childcare.impossible_wishes": _yes_or_no,
    "childcare.second_guardian_agrees": _yes_or_no,
    "childcare.survey_open": _yes_or_no,
    "childcare.number_prefix": _number_prefix,
}
"""What a city decides; every key has to be there."""

OPTIONAL_SETTINGS: Mapping[str, Reader] = {
    "childcare.wishes_seen_from": _month_and_day,
    "childcare.fee_information": lambda sheet, key: sheet.words(key, LANGUAGES),
}
"""What a city may decide."""

LAND_SETTINGS: Mapping[str, Reader] = {
    HOURS_MODELS: _hours_models,
    "childcare.hours_with_evidence": _hours_keys,
    "childcare.group_forms": _group_forms,
    "childcare.school_age": _school_age,
    "childcare.kindergarten_year_starts": _month_and_day,
    "childcare.notice_months": _whole_number(0, 24),
    "childcare.confirmation_months": _whole_number(0, 12),
    "childcare.assignment_usual_weeks": _whole_number(0, 52),
    "childcare.assignment_latest_weeks": _whole_number(0, 52),
    "accessibility.law": _citations,
    "privacy.law": _citations,
}
"""What the Land decides; a Land's file may leave out what its law does not say."""


def read_land(laender: Path, land: str, findings: list[Finding]) -> list[Setting]:
    """The rules of a Land."""
    sheet = sheet_of(laender / f"{land}.toml", findings)
    if sheet is None:
        return []
    sheet.text("name")
    rows = read_settings(sheet, LAND_SETTINGS, required=(HOURS_MODELS,))
    sheet.close()
    return rows


def read_settings(sheet: Sheet, known: Mapping[str, Reader], *, required: Iterable[str]) -> list[Setting]:
    """The rows of ``[[settings]]``; required keys, and no two values of a key for one day."""
    rows = sheet.parts("settings")
    found = [setting for row in rows if (setting := _setting(row, known))]
    named = {row.table.get("key") for row in rows if isinstance(row.table.get("key"), str)}
    for key in required:
        if key not in named:
            sheet.report("settings", f"{key} is missing")
    _report_overlaps(sheet, found)
    return found


def _setting(row: Sheet, known: Mapping[str, Reader]) -> Setting | None:
    key = row.text("key")
    reader = known.get(key)
    if key and reader is None:
        row.report("key", f"unknown setting {key}")
    value = reader(row, "value") if reader else row.table.get("value")
    valid_from, valid_until = row.day("valid_from"), row.day("valid_until", is_required=False)
    source = row.text("source")
    if row.flag("confirmed", is_required=False) is False:
        row.report("confirmed", f"{key} is not confirmed", is_error=False)
        source += UNCONFIRMED
    row.value("value", object, "a value", is_required=reader is None)
    row.close()
    if valid_from and valid_until and valid_until < valid_from:
        row.report("valid_until", "lies before valid_from")
        return None
    return Setting(key, value, valid_from, valid_until, source) if reader and valid_from else None


def _report_overlaps(sheet: Sheet, rows: Iterable[Setting]) -> None:
    by_key = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    for key, found in by_key.items():
        ordered = sorted(found, key=lambda row: row.valid_from)
        for one, other in pairwise(ordered):
            if _period(one).overlaps(_period(other)):
                sheet.report("settings", f"{key} has two values from {other.valid_from}")


def _period(row: Setting) -> Period:
    return Period(row.valid_from, row.valid_until)


def with_local_names(sheet: Sheet, rows: list[Setting]) -> list[Setting]:
    """The Land's settings with the hours models named as ``[hours_names]`` says."""
    names = sheet.part("hours_names", is_required=False)
    local = {key: _local_name(names, key) for key in names.table}
    known = {model["key"] for row in rows if row.key == HOURS_MODELS for model in row.value}
    for key in local.keys() - known:
        names.report(key, "the Land knows no such hours model")
    return [_renamed(row, local) if row.key == HOURS_MODELS else row for row in rows]


def _local_name(names: Sheet, key: str) -> dict[str, str]:
    part = names.part(key)
    found = {language: part.text(language) for language in LANGUAGES if part.has(language)}
    part.close()
    return found


def _renamed(row: Setting, local: Mapping[str, Mapping[str, str]]) -> Setting:
    models = [{**m, "name": {**m["name"], **local.get(m["key"], {})}} for m in row.value]
    return replace(row, value=models)
