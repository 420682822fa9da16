"""What the clock and the desk ask of a case, from all tables at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kidsapp.childcare.rules.clock import ClockView
from kidsapp.childcare.states import LIVE_WISHES, EvidenceState, PlaceOfferState
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.statements import rows_of_city
from kidsapp.municipality.streets import street_key

LISTED = f"""SELECT FROM municipality_gazetteerentry g
        WHERE g.municipality_id = %(city)s AND g.district <> '' AND g.street_key <> ''
            AND g.postal_code = a.postal_code AND g.street_key = {street_key("a.street")}"""
"""The lines of the city's list that say in which district somebody's street lies."""

FACTS = """
SELECT c.id, c.number, k.given_name, k.family_name, c.year, c.state, c.submitted_at, c.starts_on,
    c.need_confirmed_at IS NOT NULL, c.is_urgent, c.is_late, c.hours, c.origin, c.home_language,
    k.born_on, e.state, e.given_at, e.due_on,
    (SELECT min(q.raised_at) FROM childcare_caseconcern q
        WHERE q.preregistration_id = c.id AND q.settled_at IS NULL),
    (SELECT min(o.answer_until) FROM childcare_placeoffer o JOIN childcare_wish w ON w.id = o.wish_id
        WHERE w.preregistration_id = c.id AND o.state = %(offered)s),
    EXISTS (SELECT FROM childcare_wish w
        WHERE w.preregistration_id = c.id AND w.state = ANY(%(open_wishes)s)),
    (SELECT d.id FROM people_custody u JOIN people_account a ON a.id = u.account_id
        JOIN municipality_district d ON d.municipality_id = %(city)s AND d.postal_codes ? a.postal_code
        WHERE u.child_id = c.child_id AND u.blocked_at IS NULL
            AND u.valid_from <= %(today)s AND (u.valid_until IS NULL OR u.valid_until >= %(today)s)
            AND (NOT d.has_listed_streets OR NOT EXISTS (<listed>)
                OR EXISTS (<listed> AND g.district = d.key))
        ORDER BY u.id, d.name LIMIT 1)
FROM childcare_preregistration c
JOIN people_child k ON k.id = c.child_id
LEFT JOIN childcare_hoursevidence e ON e.preregistration_id = c.id
WHERE c.municipality_id = %(city)s AND c.id = ANY(%(ids)s)
""".replace("<listed>", LISTED)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case; its district is that of the first guardian whose postal code (or listed street) has one."""

    id: int
    number: str
    given_name: str
    family_name: str
    year: int
    state: str
    submitted_at: datetime
    starts_on: date
    is_need_confirmed: bool
    is_urgent: bool
    is_late: bool
    hours: str
    origin: str
    language: str
    born_on: date
    evidence: str | None
    evidence_given_at: datetime | None
    evidence_asked_until: date | None
    concern_at: datetime | None
    answer_until: date | None
    has_open_wish: bool
    district_id: int | None

    @property
    def view(self) -> ClockView:
        """The case as the clock sees it."""
        return ClockView(
            submitted_on=german_day(self.submitted_at),
            starts_on=self.starts_on,
            is_need_confirmed=self.is_need_confirmed,
            is_urgent=self.is_urgent,
            evidence=EvidenceState(self.evidence) if self.evidence else None,
            evidence_since=_day(self.evidence_given_at),
            evidence_asked_until=self.evidence_asked_until,
            concern_since=_day(self.concern_at),
            answer_until=self.answer_until,
            has_open_wish=self.has_open_wish,
        )


def _day(moment: datetime | None) -> date | None:
    return german_day(moment) if moment else None


def facts_of(case_ids: Iterable[int], *, today: date) -> list[CaseFacts]:
    """The facts of these cases; one statement."""
    rows = rows_of_city(
        FACTS,
        ids=list(case_ids),
        today=today,
        offered=PlaceOfferState.OFFERED.value,
        open_wishes=[state.value for state in LIVE_WISHES],
    )
    return [CaseFacts(*row) for row in rows]
