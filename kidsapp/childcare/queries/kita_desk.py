"""The Kita's desk: the children in play, in the Kita's own order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from kidsapp.childcare.models import PlaceOffer, Wish
from kidsapp.childcare.queries.criteria import Score, scores_of
from kidsapp.childcare.queries.evidence import kita_text
from kidsapp.childcare.queries.kita import due_rows
from kidsapp.childcare.rules import Season
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.kernel.opening_hours import Week
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.places.models import Facility
from kidsapp.places.rules import week_match

STATE_OF_HOURS = "preregistration__hours_evidence__state"
THREE_YEARS = 3 * MONTHS_A_YEAR
DONE = frozenset({WishState.DECLINED, WishState.ENDED})
SECTIONS: Mapping[str, frozenset[str]] = {
    "open": frozenset({WishState.OPEN}),
    "waiting": frozenset({WishState.WAITING}),
    "offered": frozenset({WishState.OFFERED}),
    "fulfilled": frozenset({WishState.FULFILLED}),
    "done": DONE,
}
"""The groups of the list from top to bottom; what is done is shown only where it is asked for."""


@dataclass(frozen=True)
class KitaFilter:
    """What a lead looks for; empty means all."""

    age: str = ""
    hours: str = ""
    state: str = ""

    def lets_through(self, row: "WishRow") -> bool:
        """Whether a child belongs to what was asked for; the group of the list is not asked here."""
        fits_age = {"u3": row.months < THREE_YEARS, "3": row.months >= THREE_YEARS}
        return fits_age.get(self.age, True) and self.hours in ("", row.hours)


@dataclass(frozen=True)
class WishRow:
    """A child at the Kita's desk; the score is empty for whoever may not see the Kita's criteria."""

    public_id: str
    child_id: int
    child: str
    months: int
    rank: int
    hours: str
    hours_state: str
    starts_on: date
    match: str
    state: str
    answer_until: date | None
    is_late: bool
    is_urgent: bool
    score: Score


@dataclass(frozen=True)
class KitaDesk:
    """The groups of the list, how many stand in each, and how many wishes are not in play yet."""

    sections: list[tuple[str, list[WishRow]]]
    counts: Mapping[str, int]
    hours: list[str]
    named: int
    first: int
    hidden: int
    children: list[int] = field(default_factory=list)


def kita_desk(
    facility: Facility, year: int, wanted: KitaFilter, *, season: Season, today: date, with_scores: bool
) -> KitaDesk:
    """The desk of one facility for one kindergarten year; three statements, two without scores."""
    found = _rows(facility, year, season, today, with_scores=with_scores)
    rows = [row for row in found if wanted.lets_through(row)]
    names = [wanted.state] if wanted.state in SECTIONS else [name for name in SECTIONS if name != "done"]
    sections = [(name, [row for row in rows if row.state in SECTIONS[name]]) for name in names]
    named, first, unsettled = _totals(facility, year)
    return KitaDesk(
        sections=[(name, listed) for name, listed in sections if listed],
        counts={name: sum(row.state in states for row in rows) for name, states in SECTIONS.items()},
        hours=sorted({row.hours for row in found}),
        named=named,
        first=first,
        hidden=unsettled - sum(row.state == WishState.OPEN for row in found),
        children=[row.child_id for _, listed in sections for row in listed],
    )


def _of_year(facility: Facility, year: int) -> Any:
    rows = Wish.objects.filter(facility=facility, preregistration__year=year)
    return rows.exclude(preregistration__state=PreRegistrationState.WITHDRAWN)


def _rows(facility: Facility, year: int, season: Season, today: date, *, with_scores: bool) -> list[WishRow]:
    """The children in play: most points first, then the family's rank, then the elder child."""
    live = PlaceOffer.objects.filter(wish=OuterRef("pk"), state=PlaceOfferState.OFFERED)
    wishes = due_rows(_of_year(facility, year), season, today).select_related("preregistration__child")
    wishes = list(
        wishes.annotate(hours_state=F(STATE_OF_HOURS), answer_until=Subquery(live.values("answer_until")[:1]))
    )
    scores = scores_of([wish.pk for wish in wishes]) if with_scores else {}
    rows = [_row(wish, facility.opening_hours, scores.get(wish.pk, Score())) for wish in wishes]
    return sorted(rows, key=lambda row: (-row.score.points, row.rank, -row.months, row.public_id))


def _row(wish: Any, opening: Week | None, score: Score) -> WishRow:
    case = wish.preregistration
    return WishRow(
        public_id=wish.public_id,
        child_id=case.child_id,
        child=str(case.child),
        months=age_in_months(case.child.born_on, on=case.starts_on),
        rank=wish.rank,
        hours=case.hours,
        hours_state=kita_text(wish.hours_state),
        starts_on=case.starts_on,
        match=week_match(case.times, opening).kind if case.times else "",
        state=wish.state,
        answer_until=wish.answer_until,
        is_late=case.is_late,
        is_urgent=case.is_urgent,
        score=score,
    )


def _totals(facility: Facility, year: int) -> tuple[int, int, int]:
    """How many families name the Kita, how many of them first, and how many of these wishes are open."""
    found = _of_year(facility, year).aggregate(
        named=Count("pk"),
        first=Count("pk", filter=Q(rank=1)),
        unsettled=Count("pk", filter=Q(state=WishState.OPEN)),
    )
    return found["named"], found["first"], found["unsettled"]
