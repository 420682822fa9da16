"""A table of a TOML file that reports what is missing, wrong or unknown in it and reads on."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

LONGEST_TEXT = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (or, when it is no error, something still empty) at a key of a file."""

    file: str
    key: str
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{'error' if self.is_error else 'warning'}: {where}: {self.message}"


def text_of(path: Path, findings: list[Finding]) -> str | None:
    """The text of a file in UTF-8, or nothing with a finding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        findings.append(Finding(path.name, "", f"is not UTF-8 (byte {error.start})"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        findings.append(Finding(path.name, "", f"cannot be read: {reason}"))
    return None


def sheet_of(path: Path, findings: list[Finding]) -> "Sheet | None":
    """The whole of a TOML file, or nothing with a finding."""
    if (text := text_of(path, findings)) is None:
        return None
    try:
        return Sheet(path.name, tomllib.loads(text), findings)
    except (ValueError, RecursionError) as error:
        findings.append(Finding(path.name, "", f"is not TOML: {error}"))
        return None


class Sheet:
    """One table; what was never asked for is unknown and reported by ``close``."""

    def __init__(self, file: str, table: Mapping[str, Any], findings: list[Finding], path: str = "") -> None:
        """Read ``table``, which stands at ``path`` of ``file``."""
        self.file, self.table, self.findings, self.path = file, table, findings, path
        self._asked: set[str] = set()

    def report(self, key: str, message: str, *, is_error: bool = True) -> None:
        """Add a finding at a key of this table."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key
        self.findings.append(Finding(self.file, where, message, is_error))

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self.table

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.table.keys() - self._asked:
            self.report(key, "unknown key")

    def value(self, key: str, kind: type | tuple[type, ...], name: str, *, is_required: bool) -> Any:
        """The value when it is of the kind; else nothing, with a finding unless it may be missing."""
        self._asked.add(key)
        if key not in self.table:
            if is_required:
                self.report(key, "is missing")
            return None
        found = self.table[key]
        is_wrong_flag = isinstance(found, bool) and kind not in (bool, object)
        if is_wrong_flag or not isinstance(found, kind):
            self.report(key, f"must be {name}")
            return None
        return found

    def text(self, key: str, *, fits: str = "", hint: str = "", is_required: bool = True) -> str:
        """A text in which something stands and which fits the pattern; the hint says what is expected."""
        found = self.value(key, str, "a text", is_required=is_required)
        if found is None:
            return ""
        if problem := _problem_of_text(found, fits, hint):
            self.report(key, problem)
            return ""
        return str(found)

    def slot(self, key: str, *, fits: str = "", hint: str = "") -> str:
        """A text that may still be empty, with a warning that names it."""
        if self.table.get(key, "") == "":
            self._asked.add(key)
            self.report(key, "is still empty", is_error=False)
            return ""
        return self.text(key, fits=fits, hint=hint)

    def texts(self, key: str, *, is_required: bool = True) -> tuple[str, ...]:
        """A list of texts without repetition."""
        found = self.value(key, list, "a list of texts", is_required=is_required)
        if found is None:
            return ()
        for index, item in enumerate(found):
            problem = _problem_of_text(item, "", "") if isinstance(item, str) else "must be a text"
            if problem or item in found[:index]:
                self.report(f"{key}[{index + 1}]", problem or "stands twice")
                return ()
        if is_required and not found:
            self.report(key, "must not be empty")
        return tuple(found)

    def number(self, key: str, least: float, most: float, *, is_required: bool = True) -> float | None:
        """A number between two bounds."""
        found = self.value(key, (int, float), "a number", is_required=is_required)
        if found is None:
            return None
        if not least <= found <= most:
            self.report(key, f"must lie between {least:g} and {most:g}")
            return None
        return float(found)

    def flag(self, key: str, *, is_required: bool = True) -> bool | None:
        """True or false."""
        found: bool | None = self.value(key, bool, "true or false", is_required=is_required)
        return found

    def day(self, key: str, *, is_required: bool = True) -> date | None:
        """A day."""
        found = self.value(key, date, "a day like 2026-08-01 (without quotes)", is_required=is_required)
        if isinstance(found, datetime):
            self.report(key, "must be a day without a time")
            return None
        return found if isinstance(found, date) else None

    def slot_day(self, key: str) -> str:
        """A day as text in ISO form; ``""`` while it is empty, with a warning that names it."""
        if self.table.get(key, "") == "":
            return self.slot(key)
        found = self.day(key)
        return found.isoformat() if found else ""

    def words(self, key: str, languages: Sequence[str]) -> dict[str, str]:
        """A text in each of the languages."""
        part = self.part(key)
        found = {language: part.text(language) for language in languages}
        part.close()
        return found

    def part(self, key: str, *, is_required: bool = True) -> "Sheet":
        """A table inside this one; an empty one when it is missing or wrong."""
        found = self.value(key, dict, f"a table [{key}]", is_required=is_required)
        return self._inner(found or {}, key)

    def parts(self, key: str, *, is_required: bool = True) -> "list[Sheet]":
        """The tables of a list, counted from 1."""
        found = self.value(key, list, f"a list of tables [[{key}]]", is_required=is_required)
        rows = []
        for number, row in enumerate(found or [], 1):
            if isinstance(row, dict):
                rows.append(self._inner(row, f"{key}[{number}]"))
            else:
                self.report(f"{key}[{number}]", "must be a table")
        return rows

    def _inner(self, table: Mapping[str, Any], key: str) -> "Sheet":
        return Sheet(self.file, table, self.findings, f"{self.path}.{key}" if self.path else key)


def _problem_of_text(found: str, fits: str, hint: str) -> str | None:
    if not found.strip():
        return "must not be empty"
    if len(found) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters"
    if _CONTROL.search(found):
        return "holds a control character"
    return (hint or f"must fit {fits}") if fits and not re.fullmatch(fits, found) else None
