"""The youth office's clock: what is due in a case, when, and whose turn it is (§ 5 KiBiz).

The receipt goes out at once, with the command that submits. A term that ends on a weekend is not moved to the
next working day, as § 26 III SGB X would allow: the desk shows the stricter day. A Land that sets no terms
has no clock: what is to be done then bears no day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from kidsapp.childcare.states import EvidenceState
from kidsapp.kernel.periods import months_after

DAYS_A_WEEK = 7


class Task(IntEnum):
    """What is to be done in a case; of two due on one day, the one that stands first here goes first."""

    FIND_URGENT_PLACE = 1
    SETTLE_CONCERN = 2
    CHECK_EVIDENCE = 3
    AWAIT_EVIDENCE = 4
    CONFIRM_NEED = 5
    AWAIT_ANSWER = 6
    FIND_PLACE = 7
    AWAIT_KITAS = 8


class Turn(StrEnum):
    """Who has to act."""

    OFFICE = "office"
    FAMILY = "family"
    KITA = "kita"


class DueGroup(StrEnum):
    """The groups of the desk."""

    OVERDUE = "overdue"
    WEEK = "week"
    LATER = "later"


TURNS: Mapping[Task, Turn] = {
    Task.FIND_URGENT_PLACE: Turn.OFFICE,
    Task.SETTLE_CONCERN: Turn.OFFICE,
    Task.CHECK_EVIDENCE: Turn.OFFICE,
    Task.AWAIT_EVIDENCE: Turn.FAMILY,
    Task.CONFIRM_NEED: Turn.OFFICE,
    Task.AWAIT_ANSWER: Turn.FAMILY,
    Task.FIND_PLACE: Turn.OFFICE,
    Task.AWAIT_KITAS: Turn.KITA,
}


@dataclass(frozen=True)
class ClockTerms:
    """The Land's terms; ``None`` where it sets none."""

    confirmation_months: int | None = None
    assignment_usual_weeks: int | None = None
    assignment_latest_weeks: int | None = None


@dataclass(frozen=True)
class ClockView:
    """An open case as the clock sees it; days are German calendar days."""

    submitted_on: date
    starts_on: date
    is_need_confirmed: bool = False
    is_urgent: bool = False
    evidence: EvidenceState | None = None
    evidence_since: date | None = None
    evidence_asked_until: date | None = None
    concern_since: date | None = None
    answer_until: date | None = None
    has_open_wish: bool = True


@dataclass(frozen=True)
class Due:
    """One thing to be done and its day; without a day there is no term for it."""

    task: Task
    due_on: date | None

    @property
    def turn(self) -> Turn:
        """Who has to act."""
        return TURNS[self.task]


def clock_terms(settings: Mapping[str, Any]) -> ClockTerms:
    """The terms that the Land's settings name."""
    return ClockTerms(
        settings.get("childcare.confirmation_months"),
        settings.get("childcare.assignment_usual_weeks"),
        settings.get("childcare.assignment_latest_weeks"),
    )


def confirm_by(submitted_on: date, terms: ClockTerms) -> date | None:
    """The last day on which the youth office may confirm the need (§ 5 KiBiz: within a month)."""
    months = terms.confirmation_months
    return None if months is None else months_after(submitted_on, months)


def assign_by(starts_on: date, terms: ClockTerms, *, today: date) -> date | None:
    """The day by which a place is usually assigned; once it has passed, the last one (§ 5 KiBiz)."""
    usual, latest = terms.assignment_usual_weeks, terms.assignment_latest_weeks
    days = [starts_on - timedelta(weeks=weeks) for weeks in (usual, latest) if weeks is not None]
    return next((day for day in days if day >= today), days[-1] if days else None)


def is_short_notice(case: ClockView, terms: ClockTerms) -> bool:
    """Whether the need came after the last day of assignment, for which § 5 KiBiz provides too."""
    weeks = terms.assignment_latest_weeks
    return weeks is not None and case.starts_on - timedelta(weeks=weeks) < case.submitted_on


def tasks_due(case: ClockView, terms: ClockTerms, *, today: date) -> tuple[Due, ...]:
    """All that is to be done in an open case, the nearest first, what bears no day last."""
    found = (*_to_confirm(case, terms), _to_place(case, terms, today))
    return tuple(sorted(found, key=lambda due: (due.due_on or date.max, due.task)))


def _to_confirm(case: ClockView, terms: ClockTerms) -> Iterable[Due]:
    """What holds up the confirmation is due with it; what turns up afterwards, on the day it does."""
    by = confirm_by(case.submitted_on, terms)
    if case.concern_since:
        yield Due(Task.SETTLE_CONCERN, _not_before(case.concern_since, by))
    if case.evidence in (EvidenceState.OPEN, EvidenceState.ASKED):
        yield _evidence(case, by)
    if by and not case.is_need_confirmed:
        yield Due(Task.CONFIRM_NEED, by)


def _evidence(case: ClockView, by: date | None) -> Due:
    """The family has until the day that the office named to it; the office itself until the confirmation."""
    if case.evidence is EvidenceState.ASKED:
        since = case.evidence_asked_until or _not_before(case.evidence_since or case.submitted_on, by)
        return Due(Task.AWAIT_EVIDENCE, since)
    return Due(Task.CHECK_EVIDENCE, _not_before(case.evidence_since or case.submitted_on, by))


def _not_before(since: date, by: date | None) -> date | None:
    return by and max(since, by)


def _to_place(case: ClockView, terms: ClockTerms, today: date) -> Due:
    """An open offer waits for the family; urgent is due on the day it came; else the assignment runs."""
    if case.answer_until:
        return Due(Task.AWAIT_ANSWER, case.answer_until)
    if case.is_urgent or is_short_notice(case, terms):
        return Due(Task.FIND_URGENT_PLACE, case.submitted_on)
    task = Task.AWAIT_KITAS if case.has_open_wish else Task.FIND_PLACE
    return Due(task, assign_by(case.starts_on, terms, today=today))


def last_day_of_week(today: date) -> date:
    """The Sunday that ends the week of a day."""
    return today + timedelta(days=DAYS_A_WEEK - 1 - today.weekday())


def due_group(due_on: date | None, *, today: date) -> DueGroup:
    """The group of the desk in which something due on a day stands."""
    if due_on is None or due_on > last_day_of_week(today):
        return DueGroup.LATER
    return DueGroup.OVERDUE if due_on < today else DueGroup.WEEK
