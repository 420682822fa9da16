"""A table as a file for other programs."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.http import Http404, HttpResponse

Cell = str | int | date | None
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to some programs: it gets an apostrophe (OWASP, CSV injection)."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_answer(table: Sequence[Sequence[Cell]], name: str, kind: str) -> HttpResponse:
    """The table as a file of this kind, which no browser or proxy keeps; an unknown kind is no page."""
    if kind not in KINDS:
        raise Http404
    content = _csv(table) if kind == "csv" else _xlsx(table)
    where = f'attachment; filename="{_ascii(name)}.{kind}"'
    headers = {"Content-Disposition": where, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


def _ascii(name: str) -> str:
    kept = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "-"))
    return kept.strip("-") or "kidsapp"


def _csv(table: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as German spreadsheets open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(RISKY) else text


def _xlsx(table: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook in which every text is a text: nothing is taken for a formula or a link."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "constant_memory": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, cell, None if number else bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 13, 18)
    book.close()
    return file.getvalue()
