"""The youth office's desk: every case of a kindergarten year, by what is due first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from kidsapp.childcare.queries.desk_key import CLOSED, due_of, key_from
from kidsapp.childcare.queries.own_cases import own_cases
from kidsapp.childcare.rules.clock import Due, DueGroup, last_day_of_week
from kidsapp.childcare.states import EvidenceState, PreRegistrationState, WishState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.folding import folded
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.queries import CARE_KINDS

PAGE_LENGTH = 25
AGES = ("0", "1", "2", "3", "4", "5")
"""Whole years on the first day; the last one holds all who are older."""

DESK = """
WITH <own>line AS NOT MATERIALIZED (
    SELECT d.preregistration_id AS id, d.key, d.is_offered, d.is_unplaced, d.evidence, d.has_concern,
        CASE WHEN <tests> THEN d.key END AS hit
    FROM childcare_deskline d WHERE d.municipality_id = %(city)s AND d.year = %(year)s<of_own>),
counted AS (
    SELECT count(*) FILTER (WHERE hit < %(today_key)s) AS overdue,
        count(*) FILTER (WHERE hit < %(later_key)s) AS until_later,
        count(*) FILTER (WHERE hit < %(closed)s) AS until_closed,
        count(hit) AS hits,
        count(*) FILTER (WHERE key < %(closed)s) AS open,
        count(*) FILTER (WHERE key < %(today_key)s) AS open_overdue,
        count(*) FILTER (WHERE key < %(later_key)s) AS open_until_later,
        count(*) FILTER (WHERE key < %(closed)s AND evidence = %(open_evidence)s) AS evidence,
        count(*) FILTER (WHERE is_unplaced) AS unplaced,
        (SELECT count(*) FROM childcare_deskline d
            WHERE d.municipality_id = %(city)s AND d.evidence = 'open' AND d.state <> %(withdrawn)s
                AND d.hours = ANY(%(needing)s)<of_own>) AS to_check
    FROM (SELECT hit, key, evidence, is_unplaced FROM line OFFSET 0) year),
page AS (SELECT * FROM line WHERE hit IS NOT NULL AND <group> ORDER BY key, id LIMIT <limit> OFFSET <offset>)
SELECT n.overdue, n.until_later - n.overdue, n.until_closed - n.until_later, n.hits - n.until_closed,
    n.open, n.open_overdue, n.open_until_later - n.open_overdue, n.evidence, n.unplaced, n.to_check,
    page.key, c.public_id, c.child_id, k.given_name, k.family_name, k.born_on,
    c.number, c.starts_on, c.hours, c.state, page.is_offered, page.is_unplaced, page.evidence,
    wish.rank, coalesce(wish.name, ''), c.is_late, c.is_urgent, page.has_concern, c.origin,
    c.need_confirmed_at IS NOT NULL, c.version
FROM counted n
LEFT JOIN (page JOIN childcare_preregistration c ON c.id = page.id
    JOIN people_child k ON k.id = c.child_id
    LEFT JOIN LATERAL (
        SELECT w.rank, (SELECT f.name FROM places_facility f WHERE f.id = w.facility_id) AS name
        FROM childcare_wish w WHERE w.preregistration_id = c.id
        ORDER BY array_position(%(leading)s::varchar[], w.state), w.rank LIMIT 1) wish ON true) ON true
ORDER BY page.key, page.id
"""
"""By hand (decision 0009): one statement counts, sorts and reads the page of thousands of cases.

The server keeps its plan, so that it must be a good one whatever is asked: ``OFFSET 0`` keeps the tests from
being asked again for each count; behind ``CASE`` they are no reason to leave the index by key; the length and
place of a page are written out, since of what it does not know the server expects a tenth of all cases.
"""

LEADING = [state.value for state in (WishState.FULFILLED, WishState.OFFERED, WishState.OPEN)]

STATES: Mapping[str, str] = {
    "open": f"d.state = '{PreRegistrationState.SUBMITTED}'",
    "offered": "d.is_offered",
    "unplaced": "d.is_unplaced",
    "placed": f"d.state = '{PreRegistrationState.PLACED}'",
    "withdrawn": f"d.state = '{PreRegistrationState.WITHDRAWN}'",
    "all": "true",
}
GROUPS: Mapping[str, str] = {
    "": "true",
    DueGroup.OVERDUE: "key < %(today_key)s",
    DueGroup.WEEK: "key >= %(today_key)s AND key < %(later_key)s",
    DueGroup.LATER: "key >= %(later_key)s AND key < %(closed)s",
}
NO_EVIDENCE = "none"


@dataclass(frozen=True)
class DeskFilter:
    """What the desk is narrowed to; what is empty does not narrow."""

    text: str = ""
    state: str = "open"
    group: str = ""
    district: int | None = None
    hours: str = ""
    age: str = ""
    is_late: bool = False
    is_urgent: bool = False
    origin: str = ""
    evidence: str = ""
    language: str = ""
    facility: str = ""
    has_concern: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many hits there are in each group."""

    overdue: int
    week: int
    later: int
    closed: int

    @property
    def total(self) -> int:
        """All hits."""
        return self.overdue + self.week + self.later + self.closed


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of the whole year, whatever the filters; the last one is of every year."""

    open: int
    overdue: int
    week: int
    evidence: int
    unplaced: int
    to_check: int


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A case in the list, with what is due first; a closed case has nothing due."""

    due: Due | None
    public_id: str
    child_id: int
    given_name: str
    family_name: str
    born_on: date
    number: str
    starts_on: date
    hours: str
    state: str
    is_offered: bool
    is_unplaced: bool
    evidence: str
    rank: int | None
    facility: str
    is_late: bool
    is_urgent: bool
    has_concern: bool
    origin: str
    is_confirmed: bool
    version: int


@dataclass(frozen=True)
class Desk:
    """One page of the list, with the counts of its groups and the figures above it."""

    rows: list[DeskRow]
    counts: Counts
    figures: Figures


def desk(
    actor: Actor,
    wanted: DeskFilter,
    *,
    year: int,
    today: date,
    needing: Collection[str] = (),
    page: int = 1,
    limit: int = PAGE_LENGTH,
) -> Desk:
    """One page of the cases of a kindergarten year; one statement, whatever their number and the filters.

    ``needing`` are the hours that ask for evidence; without them none counts as waiting for a check.
    """
    own = own_cases(actor)
    asked = own.narrowed(statement(wanted, limit=limit, offset=(page - 1) * limit))
    rows = rows_of_city(asked, **parameters(wanted, year, today), **own.parameters, needing=list(needing))
    split = len(fields(Counts)), len(fields(Counts)) + len(fields(Figures))
    return Desk(
        [_row(row[split[1] :]) for row in rows if row[split[1]] is not None],
        Counts(*rows[0][: split[0]]),
        Figures(*rows[0][split[0] : split[1]]),
    )


def _row(row: tuple[Any, ...]) -> DeskRow:
    return DeskRow(due_of(row[0]), *row[1:])


AT_FACILITY = """d.preregistration_id IN (
    SELECT preregistration_id FROM childcare_wish
    WHERE municipality_id = %(city)s AND facility_id = (
        SELECT id FROM places_facility WHERE municipality_id = %(city)s AND public_id = %(facility)s))"""
OLDEST = int(AGES[-1])


def statement(wanted: DeskFilter, *, limit: int = PAGE_LENGTH, offset: int = 0) -> str:
    """The statement that finds the page; it asks only for what is wanted."""
    words = [f"d.words LIKE %(word_{n})s" for n, _ in enumerate(folded(wanted.text).split())]
    parts = {
        "<tests>": " AND ".join([STATES[wanted.state], *_tests(wanted), *words]),
        "<group>": GROUPS[wanted.group],
        "<limit>": f"{limit:d}",
        "<offset>": f"{offset:d}",
    }
    text = DESK
    for mark, sql in parts.items():
        text = text.replace(mark, sql)
    return text


def _tests(wanted: DeskFilter) -> list[str]:
    tests: dict[str, object] = {
        "d.district_id = %(district)s": wanted.district is not None,
        "d.hours = %(hours)s": wanted.hours,
        "least(d.age, %(oldest)s) = %(age)s": wanted.age,
        "d.is_late": wanted.is_late,
        "d.is_urgent": wanted.is_urgent,
        "d.origin = %(origin)s": wanted.origin,
        "d.evidence = %(evidence)s": wanted.evidence,
        "d.language = %(language)s": wanted.language,
        "d.has_concern": wanted.has_concern,
        AT_FACILITY: wanted.facility,
    }
    return [test for test, is_wanted in tests.items() if is_wanted]


def parameters(wanted: DeskFilter, year: int, today: date) -> dict[str, Any]:
    """What ``statement`` takes, besides the place of the page."""
    return {
        "year": year,
        "today_key": key_from(today),
        "later_key": key_from(last_day_of_week(today) + timedelta(days=1)),
        "closed": CLOSED,
        "open_evidence": EvidenceState.OPEN.value,
        "withdrawn": PreRegistrationState.WITHDRAWN.value,
        "leading": LEADING,
        "district": wanted.district,
        "hours": wanted.hours,
        "oldest": OLDEST,
        "age": int(wanted.age or 0),
        "origin": wanted.origin,
        "evidence": "" if wanted.evidence == NO_EVIDENCE else wanted.evidence,
        "language": wanted.language,
        "facility": wanted.facility,
        **{f"word_{n}": f"%{word}%" for n, word in enumerate(folded(wanted.text).split())},
    }


FACILITIES = """
SELECT public_id, name FROM places_facility
WHERE municipality_id = %(city)s AND is_listed AND kind = ANY(%(kinds)s) ORDER BY name_key, id
"""


def facilities() -> list[tuple[str, str]]:
    """Public id and name of every Kita and child minder."""
    rows = rows_of_city(FACILITIES, kinds=list(CARE_KINDS))
    return [(public_id, name) for public_id, name in rows]
