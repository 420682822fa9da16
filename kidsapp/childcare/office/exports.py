"""The list and the demand as tables for other programs, in the reader's language."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.office import words
from kidsapp.childcare.office.asked import year_of
from kidsapp.childcare.office.demand import hours_of
from kidsapp.childcare.office.youth_office import choices_of, wanted_of
from kidsapp.childcare.queries import demand as demand_queries
from kidsapp.childcare.queries import desk as desk_queries
from kidsapp.childcare.queries.desk import DeskRow
from kidsapp.childcare.rules.demand import AGES, row_of
from kidsapp.childcare.texts import CASE_STATES
from kidsapp.places.wording import hours_names

Cell = str | int | date | None
MOST_ROWS = 100_000
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to some programs: it gets an apostrophe (OWASP, CSV injection)."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@door(policy.export_cases)
@require_safe
def cases(request: Request, kind: str) -> HttpResponse:
    """The filtered list, every row of it; the audit line names all children."""
    year, today = year_of(request), request.actor.today
    wanted = wanted_of(request, choices_of(request))
    found = desk_queries.desk(wanted, year=year, today=today, limit=MOST_ROWS)
    request.trail.shows(row.child_id for row in found.rows)
    names = hours_names(request.city.settings)
    table = [_heads(), *(_cells(row, names, today) for row in found.rows)]
    return _file(table, f"{gettext('Vormerkungen')}-{year}", kind)


def _heads() -> list[Cell]:
    heads = (
        "Kind|Nummer|geboren|Beginn|Stunden|Stand|Wunsch|Kita|Nachweis|Weg|eilig|spät|fällig|nächster Schritt"
    )
    return [gettext(head) for head in heads.split("|")]


def _cells(row: DeskRow, hours: dict[str, str], today: date) -> list[Cell]:
    evidence = words.EVIDENCE.get(row.evidence)
    yes = gettext("ja")
    return [
        f"{row.given_name} {row.family_name}",
        row.number,
        row.born_on,
        row.starts_on,
        hours.get(row.hours, row.hours),
        gettext(CASE_STATES[row.state]),
        row.rank,
        row.facility,
        gettext(evidence[1]) if evidence else "",
        gettext(words.ORIGINS[row.origin]),
        yes if row.is_urgent else "",
        yes if row.is_late else "",
        row.due.due_on if row.due else None,
        words.task_words(row.due, today=today) if row.due else "",
    ]


@door(policy.see_demand)
@require_safe
def demand(request: Request, kind: str) -> HttpResponse:
    """Demand and places per district and age group."""
    year = year_of(request)
    found = demand_queries.demand(year)
    hours = hours_of(request, found)
    heads: list[Cell] = [
        gettext("Ortsteil"),
        gettext("Alter zum Beginn"),
        *hours.values(),
        gettext("Kinder"),
        gettext("noch offen"),
        gettext("ohne passenden Platz"),
        gettext("Plätze"),
        gettext("davon zugesagt"),
    ]
    districts = [*request.city.districts, (None, gettext("ohne Ortsteil"))]
    table = [heads]
    for district_id, name in districts:
        for age in AGES:
            wanted = [one for one in found.wanted if (one.district_id, one.age) == (district_id, age)]
            places = [one for one in found.places if one.district_id == district_id and one.fits(age)]
            row = row_of(wanted, places, hours=list(hours))
            numbers = [*row.children, row.total, row.open, row.unplaced, row.planned, row.promised]
            table.append([name, words.age_words(str(age)), *numbers])
    return _file(table, f"{gettext('Bedarf')}-{year}", kind)


def _file(table: Sequence[Sequence[Cell]], name: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    content = _csv(table) if kind == "csv" else _xlsx(table)
    headers = {"Content-Disposition": f'attachment; filename="{_ascii(name)}.{kind}"'}
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
