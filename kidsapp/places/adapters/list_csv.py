"""CSV as cities publish it: any delimiter, stray quotes, short and long rows, blank lines."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidsapp.kernel.refusals import Refused
from kidsapp.places.adapters.list_text import Line, all_warnings, lines_of
from kidsapp.places.importing.mapping import Source
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import DOUBLED, BadRow, RawRow

DELIMITERS = ";,\t|"
MOST_LINES_OF_A_ROW = 50
_EXCEL_MARK = re.compile(r"sep=(.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: list[str] | None
    warnings: tuple[Refused, ...]


def csv_rows(data: bytes, source: Source) -> Iterator[RawRow | BadRow]:
    """The rows below the header, with the physical line on which each begins."""
    lines = lines_of(data, source.encoding)
    start, marked = _header_at(lines, source.skip_lines)
    if start is None:
        yield BadRow(1, Refused(Why.EMPTY_FILE))
        return
    delimiter = source.delimiter or marked or _sniffed(lines[start].text)
    try:
        header, below = _header(lines, start, delimiter)
    except csv.Error:
        yield BadRow(start + 1, Refused(Why.UNREADABLE_ROW))
        return
    records = list(_records(lines, below, delimiter, len(header)))
    yield from (_row(record, header) for record in records)
    if not records:
        yield BadRow(start + 1, Refused(Why.EMPTY_FILE))


def _header_at(lines: Sequence[Line], skipped: int) -> tuple[int | None, str]:
    """The index of the header's line, and the delimiter that Excel names above it."""
    delimiter = ""
    for index, line in enumerate(lines[skipped:], skipped):
        if mark := _EXCEL_MARK.fullmatch(line.text.strip()):
            delimiter = mark[1]
        elif line.text.strip():
            return index, delimiter
    return None, delimiter


def _sniffed(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


def _header(lines: Sequence[Line], start: int, delimiter: str) -> tuple[list[str], int]:
    """The names of the columns, and the index of the line below; a second column of a name is marked."""
    count = _lines_of_row(lines, start) or 1
    text = " ".join(line.text for line in lines[start : start + count])
    names: list[str] = []
    for number, cell in enumerate(_split([text], delimiter)[0], 1):
        name = " ".join(cell.split()) or f"#{number}"
        names.append(DOUBLED.format(column=name) if name in names else name)
    return names, start + count


def _records(lines: Sequence[Line], start: int, delimiter: str, width: int) -> Iterator[_Record]:
    index = start
    while index < len(lines):
        count = _lines_of_row(lines, index)
        several = _together(lines[index : index + count], index, delimiter, width) if count > 1 else []
        if several:
            yield from several
        elif lines[index].text.strip():
            yield _alone(lines[index], index, delimiter)
        index += count if several else 1


def _lines_of_row(lines: Sequence[Line], start: int) -> int:
    """How many lines it takes until every quote is closed; none when that never happens."""
    quotes = 0
    for count, line in enumerate(lines[start : start + MOST_LINES_OF_A_ROW], 1):
        quotes += line.text.count('"')
        if quotes % 2 == 0:
            return count
    return 0


def _together(lines: Sequence[Line], start: int, delimiter: str, width: int) -> list[_Record]:
    """The rows of lines that quotes hold together; nothing when it shows that a quote strayed."""
    if _hold_whole_rows(lines, delimiter, width):
        return []
    try:
        reader = csv.reader([line.text + "\n" for line in lines], delimiter=delimiter)
        found, begin = [], 0
        for cells in reader:
            part = lines[begin : reader.line_num]
            found.append(_Record(start + begin + 1, cells, all_warnings(part)))
            begin = reader.line_num
    except csv.Error:
        return []
    rows = [record for record in found if record.cells]
    return rows if all(len(record.cells or ()) == width for record in rows) else []


def _hold_whole_rows(lines: Sequence[Line], delimiter: str, width: int) -> bool:
    """Whether a text in quotes would swallow other rows: lines in it have all the delimiters of a row."""
    counts = [line.text.count(delimiter) for line in lines]
    full = width - 1
    return full > 0 and (any(count >= full for count in counts[1:-1]) or sum(counts) >= full * len(counts))


def _alone(line: Line, index: int, delimiter: str) -> _Record:
    """One physical line; unreadable when its quote stays open, shown by its swallowing the next line."""
    try:
        rows = _split([line.text, "end"], delimiter)
    except csv.Error:
        rows = []
    return _Record(index + 1, rows[0] if len(rows) == 2 else None, line.warnings)


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    return list(csv.reader([line + "\n" for line in lines], delimiter=delimiter))


def _row(record: _Record, header: Sequence[str]) -> RawRow | BadRow:
    if record.cells is None:
        return BadRow(record.line, Refused(Why.UNREADABLE_ROW))
    cells, width = [cell.strip() for cell in record.cells], len(header)
    if not any(cells):
        return BadRow(record.line, Refused(Why.EMPTY_ROW))
    if any(cells[width:]) or len(cells) * 2 < width:
        return BadRow(record.line, Refused(Why.WRONG_WIDTH, {"found": len(cells), "expected": width}))
    warnings = record.warnings
    if len(cells) < width:
        warnings = (*warnings, Refused(Why.SHORT_ROW, {"found": len(cells), "expected": width}))
    return RawRow(record.line, dict(zip(header, cells, strict=False)), warnings=warnings)
