"""What the answers to the survey on fringe hours say, beside the hours that Kitas offer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kidsapp.childcare.models import SurveyAnswer
from kidsapp.childcare.rules.survey import Counts, Gap, by_fives, gaps, shown, whole
from kidsapp.municipality.models import District
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.models import Facility

WANTED = """
SELECT quarter, district_id, count(DISTINCT id) FROM (
    SELECT a.id, counted.district_id, generate_series(lower(span) / 15 * 15, upper(span) - 1, 15) AS quarter
    FROM unnest(%(answers)s::bigint[], %(districts)s::bigint[]) AS counted (id, district_id)
    JOIN childcare_surveyanswer a ON a.id = counted.id AND a.municipality_id = %(city)s,
        unnest(a.needed) AS span
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

    answers: int
    wanted: Counts
    open_kitas: Mapping[int, int]
    kitas: int
    gaps: list[Gap]
    reasons: Mapping[str, int | None]
    ages: Mapping[int, int | None]


def survey_result(year: int, district: District | None) -> SurveyResult:
    """The result for a district or the whole city; a fixed number of statements."""
    rows, district_id = _counted(year), district.pk if district else None
    answers = _parts(Counter(row.district_id for row in rows), district_id) or 0
    wanted = {quarter: _parts(parts, district_id) for quarter, parts in _wanted(rows).items()}
    open_kitas, kitas = _open(district_id), _kitas(district_id)
    return SurveyResult(
        answers=answers,
        wanted=wanted if answers else {},
        open_kitas=open_kitas,
        kitas=kitas,
        gaps=gaps(wanted, open_kitas, kitas=kitas) if answers else [],
        reasons=_reasons(rows) if district is None else {},
        ages=_ages(rows) if district is None else {},
    )


def _counted(year: int) -> list[SurveyAnswer]:
    """The answers that count, under the districts for which they do; nobody writes them back."""
    rows = SurveyAnswer.objects.filter(year=year).order_by("pk")
    found = {row.pk: row for row in rows.only("district_id", "reasons", "from_age_months")}
    districts = by_fives([(pk, row.district_id) for pk, row in found.items()])
    for pk, district_id in districts.items():
        found[pk].district_id = district_id
    return [found[pk] for pk in districts]


def _parts(parts: Mapping[int | None, int], district_id: int | None) -> int | None:
    """One district's count, or that of the whole city; ``None`` when it must stay hidden."""
    return whole(parts) if district_id is None else shown(parts).get(district_id, 0)


def _wanted(rows: Sequence[SurveyAnswer]) -> dict[int, dict[int | None, int]]:
    found: dict[int, dict[int | None, int]] = defaultdict(dict)
    answers, districts = [row.pk for row in rows], [row.district_id for row in rows]
    for quarter, district_id, count in rows_of_city(WANTED, answers=answers, districts=districts):
        found[quarter][district_id] = count
    return found


def _open(district_id: int | None) -> dict[int, int]:
    return dict(rows_of_city(OPEN, district=district_id))


def _kitas(district_id: int | None) -> int:
    rows = Facility.objects.filter(is_listed=True, kind=Facility.Kind.KITA, opening_hours__isnull=False)
    return int((rows.filter(district_id=district_id) if district_id else rows).count())


def _reasons(rows: Iterable[SurveyAnswer]) -> dict[str, int | None]:
    counts = Counter(reason for row in rows for reason in row.reasons)
    return {reason: whole({reason: count}) for reason, count in counts.most_common()}


def _ages(rows: Iterable[SurveyAnswer]) -> dict[int, int | None]:
    return shown(dict(sorted(Counter(row.from_age_months for row in rows).items())))
