"""The list and the demand as tables for other programs, in the reader's language."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.office import words
from kidsapp.childcare.office.asked import year_of
from kidsapp.childcare.office.demand import hours_of
from kidsapp.childcare.office.tables import Cell, table_answer
from kidsapp.childcare.office.youth_office import choices_of, wanted_of
from kidsapp.childcare.queries import demand as demand_queries
from kidsapp.childcare.queries import desk as desk_queries
from kidsapp.childcare.queries.desk import DeskRow
from kidsapp.childcare.rules.demand import AGES, row_of
from kidsapp.childcare.texts import CASE_STATES
from kidsapp.kernel.texts import message
from kidsapp.places.wording import hours_names

MOST_ROWS = 100_000
HEADS = (
    message("Kind"),
    message("Nummer"),
    message("geboren"),
    message("Beginn"),
    message("Stunden"),
    message("Stand"),
    message("Wunsch"),
    message("Kita"),
    message("Nachweis"),
    message("Weg"),
    message("eilig"),
    message("spät"),
    message("fällig"),
    message("nächster Schritt"),
)


@door(policy.export_cases)
@require_safe
def cases(request: Request, kind: str) -> HttpResponse:
    """The filtered list, every row of it; the audit line names all children."""
    year, today = year_of(request), request.actor.today
    wanted = wanted_of(request, choices_of(request))
    found = desk_queries.desk(request.actor, wanted, year=year, today=today, limit=MOST_ROWS)
    request.trail.shows(row.child_id for row in found.rows)
    names = hours_names(request.city.settings)
    heads: list[Cell] = [gettext(head) for head in HEADS]
    table = [heads, *(_cells(row, names, today) for row in found.rows)]
    return table_answer(table, f"{gettext('Vormerkungen')}-{year}", kind)


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
    return table_answer(table, f"{gettext('Bedarf')}-{year}", kind)
