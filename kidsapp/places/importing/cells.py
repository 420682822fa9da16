"""The cells of a row by target, as the mapping names, translates and completes them."""

import re
from collections.abc import Mapping as AnyMapping
from typing import Any

from kidsapp.kernel.refusals import Refused
from kidsapp.places.importing.mapping import Mapping, plain_text
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import RawRow, without_control_characters

UNKNOWN = {"?", "k.a.", "k. a.", "keine angabe", "unbekannt"}
"""Words that say that nobody knows; an empty cell says nothing at all."""

NOTHING = {"", "-", "–", "—", "null", "none", "nan", "n/a"} | UNKNOWN
LONGEST_QUOTE = 60
_YES = {"ja", "j", "yes", "y", "true", "wahr", "x", "✓", "✔"}
_NO = {"nein", "n", "no", "false", "falsch"}
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


class Cells:
    """What a row says for each target; what does not fit is noted in ``warnings`` and empty."""

    def __init__(self, row: RawRow, mapping: Mapping) -> None:
        """Read ``row`` as ``mapping`` says."""
        self.row, self.mapping = row, mapping
        self.warnings: list[Refused] = list(row.warnings)

    def warn(self, reason: Why, *, target: str = "", **facts: Any) -> None:
        """Note something once."""
        warning = Refused(reason, facts, at_field=target)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def misfit(self, target: str, found: str) -> None:
        """Note that a cell does not fit what it is for."""
        self.warn(Why.UNREADABLE_VALUE, target=target, found=quoted(found), **self._named(target))

    def column(self, column: str) -> str:
        """The cell of a column as one line of text; words for nothing are nothing."""
        text = self._line(column)
        return "" if text.casefold() in NOTHING else text

    def is_said_unknown(self, column: str) -> bool:
        """Whether the cell says in a word that it is unknown."""
        return self._line(column).casefold() in UNKNOWN

    def _line(self, column: str) -> str:
        found, had_controls = without_control_characters(plain_text(value_at(self.row.values, column)))
        if had_controls:
            self.warn(Why.CONTROL_CHARACTERS)
        return " ".join(found.split())

    def own(self, target: str) -> str:
        """What the row itself says for a target, translated as the mapping says."""
        raw = " ".join(filter(None, (self.column(name) for name in self.mapping.columns.get(target, ()))))
        return self.mapping.values.get(target, {}).get(raw.casefold(), raw)

    def text(self, target: str) -> str:
        """What the row says for a target, else the constant."""
        return self.own(target) or self.mapping.constants.get(target, "")

    def short_text(self, target: str, limit: int) -> str:
        """The text, cut with a warning when it is longer than the limit."""
        text = self.text(target)
        if len(text) > limit:
            self.warn(Why.TOO_LONG, target=target, limit=limit, **self._named(target))
        return text[:limit].strip()

    def fitting(self, target: str, pattern: str, limit: int) -> str:
        """The text when it fits, else nothing with a warning."""
        text = self.text(target)
        if text and (len(text) > limit or not re.fullmatch(pattern, text, re.IGNORECASE)):
            self.misfit(target, text)
            return ""
        return text

    def flag(self, target: str) -> bool | None:
        """Yes, no or unknown; a number counts as yes when it is not zero."""
        text = self.text(target)
        if (answer := yes_or_no(text)) is None and text:
            self.misfit(target, text)
        return answer

    def items(self, target: str, separators: str) -> list[str]:
        """The parts of a list, each translated, and the values of ticked columns."""
        meanings = self.mapping.values.get(target, {})
        parts = (part.strip() for part in re.split(separators, self.text(target)))
        found = [meanings.get(part.casefold(), part) for part in parts if part]
        ticks = self.mapping.ticked.get(target, {})
        ticked = (value for column, value in ticks.items() if yes_or_no(self.column(column)))
        found += [part.strip() for value in ticked for part in re.split(separators, value)]
        return [part for part in dict.fromkeys(found) if part]

    def _named(self, target: str) -> dict[str, str]:
        return {"column": " ".join(self.mapping.columns.get(target, (target,)))}


def value_at(values: AnyMapping[str, Any], column: str) -> Any:
    """The value of a column, or at a dotted path; nothing when there is none."""
    if column in values:
        return values[column]
    found: Any = values
    for key in column.split("."):
        if isinstance(found, list) and key.isdecimal() and len(key) < 5 and int(key) < len(found):
            found = found[int(key)]
        else:
            found = found.get(key) if isinstance(found, AnyMapping) else None
    return found


def has_column(values: AnyMapping[str, Any], column: str) -> bool:
    """Whether a row has the column at all, be it empty."""
    return column in values or value_at(values, column) is not None


def yes_or_no(text: str) -> bool | None:
    """The answer that a word or number gives, if it gives one."""
    word = text.casefold()
    if _NUMBER.fullmatch(word):
        return any(digit in "123456789" for digit in word)
    return True if word in _YES else False if word in _NO else None


def quoted(text: str) -> str:
    """A cell short enough to stand in a sentence."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
