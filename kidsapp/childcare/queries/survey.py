"""What the answers to the survey on fringe hours say, beside the hours that Kitas offer."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from kidsapp.childcare.models import SurveyAnswer
from kidsapp.childcare.rules.survey import Counts, Gap, gaps, shown, whole
from kidsapp.municipality.models import District
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.models import Facility

WANTED = """
SELECT quarter, district_id, count(DISTINCT id) FROM (
    SELECT a.id, a.district_id, generate_series(lower(span) / 15 * 15, upper(span) - 1, 15) AS quarter
    FROM childcare_surveyanswer a, unnest(a.needed) AS span
    WHERE a.municipality_id = %(city)s AND a.year = %(year)s
) AS wanted GROUP BY quarter, district_id
"""
OPEN = """
SELECT quarter, count(*) FROM (
    SELECT generate_series((lower(span) + 14) / 15 * 15, upper(span) - 15, 15) AS quarter
    FROM places_facility f, unnest(f.opening_hours) AS span
    WHERE f.municipality_id = %(city)s AND f.is_listed AND f.kind = 'kita'
        AND (%(district)s::bigint IS NULL OR f.district_id = %(district)s)
) AS open GROUP BY quarter
"""


@dataclass(frozen=True)
class SurveyResult:
    """What may be shown for a district (or all of them): counts by quarter hour of the week."""

    answers: int | None
    wanted: Counts
    open_kitas: Mapping[int, int]
    kitas: int
    gaps: list[Gap]
    reasons: Mapping[str, int | None]
    ages: Mapping[int, int | None]


def survey_result(year: int, district: District | None) -> SurveyResult:
    """The result for a district or the whole city; a fixed number of statements."""
    answers = _answers(year)
    district_id = district.pk if district else None
    wanted = {quarter: _part(parts, district_id) for quarter, parts in _wanted(year).items()}
    open_kitas, kitas = _open(district_id), _kitas(district_id)
    total = _part(answers, district_id)
    is_shown = total is not None
    return SurveyResult(
        answers=total,
        wanted=wanted if is_shown else {},
        open_kitas=open_kitas,
        kitas=kitas,
        gaps=gaps(wanted, open_kitas, kitas=kitas) if is_shown else [],
        reasons=_reasons(year) if district is None else {},
        ages=_ages(year) if district is None else {},
    )


def _part(parts: Mapping[int | None, int], district_id: int | None) -> int | None:
    """One district's count, or that of the whole city; ``None`` when it must stay hidden."""
    return whole(parts) if district_id is None else shown(parts).get(district_id, 0)


def _answers(year: int) -> dict[int | None, int]:
    rows = SurveyAnswer.objects.filter(year=year).values_list("district_id").annotate(Count("pk"))
    return dict(rows)


def _wanted(year: int) -> dict[int, dict[int | None, int]]:
    found: dict[int, dict[int | None, int]] = defaultdict(dict)
    for quarter, district_id, count in rows_of_city(WANTED, year=year):
        found[quarter][district_id] = count
    return found


def _open(district_id: int | None) -> dict[int, int]:
    return dict(rows_of_city(OPEN, district=district_id))


def _kitas(district_id: int | None) -> int:
    rows = Facility.objects.filter(is_listed=True, kind=Facility.Kind.KITA, opening_hours__isnull=False)
    return int((rows.filter(district_id=district_id) if district_id else rows).count())


def _reasons(year: int) -> dict[str, int | None]:
    counted = Counter(
        reason
        for reasons in SurveyAnswer.objects.filter(year=year).values_list("reasons", flat=True)
        for reason in reasons
    )
    return {reason: whole({reason: count}) for reason, count in counted.most_common()}


def _ages(year: int) -> dict[int, int | None]:
    rows = SurveyAnswer.objects.filter(year=year).values_list("from_age_months").annotate(Count("pk"))
    return shown(dict(rows.order_by("from_age_months")))
