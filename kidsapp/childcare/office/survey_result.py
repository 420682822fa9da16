"""What the survey on fringe hours says, for the youth office."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.office.asked import year_of, years_of
from kidsapp.childcare.office.tables import table_answer
from kidsapp.childcare.queries import survey as queries
from kidsapp.childcare.queries.survey import SurveyResult
from kidsapp.childcare.rules.survey import LEAST, QUARTER, Gap
from kidsapp.childcare.texts import SURVEY_AGES, SURVEY_REASONS
from kidsapp.kernel.opening_hours import MINUTES_A_DAY, clock_text
from kidsapp.municipality.models import District
from kidsapp.page import render
from kidsapp.page.jinja import weekday as weekday_name

FIRST, LAST = 6 * 60, 19 * 60
"""The part of a day that a table shows at least."""

HEIGHT = 40
WEEKDAYS = range(7)


@dataclass(frozen=True)
class Cell:
    """One quarter hour of a weekday: how many want it, in words, and how many Kitas are open."""

    wanted: str
    open_kitas: int
    is_gap: bool


@dataclass(frozen=True)
class Bar:
    """One quarter hour in a weekday's chart, in units of the drawing."""

    x: int
    height: float
    line: float


@dataclass(frozen=True)
class GapRow:
    """A span that families want and few Kitas cover, in words."""

    weekday: str
    span: str
    wanted: str
    open_kitas: str


@dataclass(frozen=True)
class SurveyResultPage:
    """The result of a kindergarten year, for a district or the whole city."""

    year: int
    years: list[int]
    districts: list[tuple[str, str]]
    district: District | None
    answers: str
    is_shown: bool
    gaps: list[GapRow]
    days: list[tuple[str, list[Bar]]]
    hours: list[tuple[int, str]]
    width: int
    height: int
    rows: list[tuple[str, list[Cell]]]
    weekdays: list[str]
    reasons: list[tuple[str, str]]
    ages: list[tuple[str, str]]


@door(policy.see_survey)
@require_safe
def survey_result(request: Request) -> HttpResponse:
    """Gaps first, then a chart and a table of every quarter hour."""
    year, districts = year_of(request), list(District.objects.order_by("name"))
    district = _chosen(request, districts)
    result = queries.survey_result(year, district)
    quarters = _quarters(result)
    page = SurveyResultPage(
        year=year,
        years=years_of(request),
        districts=[(row.key, row.name) for row in districts],
        district=district,
        answers=_count(result.answers),
        is_shown=bool(result.answers),
        gaps=[_gap_row(gap, result.kitas) for gap in result.gaps[:10]],
        days=[(weekday_name(day), _bars(result, day, quarters)) for day in WEEKDAYS],
        hours=[(number, clock_text(minute)) for number, minute in enumerate(quarters) if not minute % 120],
        width=len(quarters),
        height=HEIGHT,
        rows=[(_span_text(minute), [_cell(result, day, minute) for day in WEEKDAYS]) for minute in quarters],
        weekdays=[weekday_name(day) for day in WEEKDAYS],
        reasons=_named(result.reasons, SURVEY_REASONS),
        ages=_named({str(key): count for key, count in result.ages.items()}, SURVEY_AGES),
    )
    return render.page(request, "childcare/office/survey_result.html", page)


def _chosen(request: Request, districts: list[District]) -> District | None:
    return next((row for row in districts if row.key == request.GET.get("ortsteil")), None)


def _quarters(result: SurveyResult) -> list[int]:
    """Quarter hours of a day from the first to the last that somebody wants or a Kita offers."""
    found = {minute % MINUTES_A_DAY for minute in (*result.wanted, *result.open_kitas)} | {
        FIRST,
        LAST - QUARTER,
    }
    return list(range(min(found), max(found) + QUARTER, QUARTER))


def _count(count: int | None) -> str:
    return gettext("unter {least}").format(least=LEAST) if count is None else str(count)


def _span_text(minute: int) -> str:
    return f"{clock_text(minute)}–{clock_text(minute + QUARTER)}"


def _cell(result: SurveyResult, day: int, minute: int) -> Cell:
    at = day * MINUTES_A_DAY + minute
    count = result.wanted.get(at, 0)
    is_gap = any(g.weekday == day and g.begins <= minute < g.ends for g in result.gaps)
    return Cell(_count(count), result.open_kitas.get(at, 0), is_gap)


def _bars(result: SurveyResult, day: int, quarters: list[int]) -> list[Bar]:
    """Bars for what is wanted, against the most wanted quarter; a line for the share of open Kitas."""
    most = max((count or 0 for count in result.wanted.values()), default=0) or 1
    found = []
    for number, minute in enumerate(quarters):
        at = day * MINUTES_A_DAY + minute
        share = result.open_kitas.get(at, 0) / (result.kitas or 1)
        found.append(Bar(number, HEIGHT * (result.wanted.get(at) or 0) / most, HEIGHT - HEIGHT * share))
    return found


def _gap_row(gap: Gap, kitas: int) -> GapRow:
    families = ngettext("{count} Familie", "{count} Familien", gap.wanted).format(count=gap.wanted)
    is_open = gettext("{open} von {all} Kitas").format(open=gap.open_kitas, all=kitas)
    span = f"{clock_text(gap.begins)}–{clock_text(gap.ends)}"
    return GapRow(weekday_name(gap.weekday), span, families, is_open)


def _named(counts: Mapping[str, int | None], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(gettext(names[key]), _count(count)) for key, count in counts.items() if key in names]


@door(policy.see_survey)
@require_safe
def survey_csv(request: Request) -> HttpResponse:
    """Every quarter hour of the week as a table for other programs."""
    districts = list(District.objects.order_by("name"))
    result = queries.survey_result(year_of(request), _chosen(request, districts))
    heads = (
        gettext("Wochentag"),
        gettext("von"),
        gettext("bis"),
        gettext("gewünscht"),
        gettext("offene Kitas"),
    )
    return table_answer([heads, *_lines(result)], "randzeiten", "csv")


def _lines(result: SurveyResult) -> Iterator[list[str]]:
    for at in sorted({*result.wanted, *result.open_kitas}):
        minute = at % MINUTES_A_DAY
        wanted = _count(result.wanted.get(at, 0)) if result.answers else ""
        yield [
            weekday_name(at // MINUTES_A_DAY),
            clock_text(minute),
            clock_text(minute + QUARTER),
            wanted,
            str(result.open_kitas.get(at, 0)),
        ]
