"""Drawing the lines of the youth office's desk from the cases."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import transaction

from kidsapp.childcare.models import DeskLine, PreRegistration
from kidsapp.childcare.queries.desk_facts import CaseFacts, facts_of
from kidsapp.childcare.queries.desk_key import key_of
from kidsapp.childcare.rules.clock import ClockTerms, clock_terms
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.folding import folded
from kidsapp.kernel.periods import age_in_years
from kidsapp.municipality.queries import settings_on

FIELDS = [
    field.name for field in DeskLine._meta.concrete_fields if field.name not in ("id", "preregistration")
]
BATCH = 500
_is_drawn_at_once: ContextVar[bool] = ContextVar("is_drawn_at_once", default=True)


@contextmanager
def drawn_later() -> Iterator[None]:
    """Acts inside leave their lines as they are: after hundreds of them the desk is drawn once."""
    token = _is_drawn_at_once.set(False)
    try:
        yield
    finally:
        _is_drawn_at_once.reset(token)


def draw_line(case_id: int, *, today: date) -> None:
    """Draw the line of a case that an act has changed."""
    if _is_drawn_at_once.get():
        draw_lines([case_id], today=today)


def draw_desk(*, today: date) -> None:
    """Draw every line of the city in scope anew, as a job does each night: days and addresses change."""
    cases = list(PreRegistration.objects.values_list("pk", flat=True).order_by("pk"))
    for first in range(0, len(cases), BATCH):
        with transaction.atomic():
            draw_lines(_held(cases[first : first + BATCH]), today=today)


def _held(case_ids: list[int]) -> list[int]:
    """The cases, locked: an act that runs meanwhile is not overwritten by what was true before it."""
    rows = PreRegistration.objects.select_for_update().filter(pk__in=case_ids).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def draw_lines(case_ids: Iterable[int], *, today: date) -> None:
    """Draw the lines of these cases anew; three statements."""
    terms = clock_terms(settings_on(today))
    lines = [_line(facts, terms, today) for facts in facts_of(case_ids, today=today)]
    DeskLine.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["preregistration"], update_fields=FIELDS
    )


def _line(facts: CaseFacts, terms: ClockTerms, today: date) -> DeskLine:
    is_open = facts.state == PreRegistrationState.SUBMITTED
    return DeskLine(
        preregistration_id=facts.id,
        year=facts.year,
        key=key_of(facts.view if is_open else None, terms, today=today),
        words=folded(f"{facts.given_name} {facts.family_name} {facts.number}"),
        state=facts.state,
        hours=facts.hours,
        age=max(age_in_years(facts.born_on, on=facts.starts_on), 0),
        district_id=facts.district_id,
        origin=facts.origin,
        language=facts.language,
        evidence=facts.evidence or "",
        is_offered=is_open and facts.answer_until is not None,
        is_unplaced=is_open and not facts.has_open_wish,
        is_late=facts.is_late,
        is_urgent=facts.is_urgent,
        has_concern=facts.concern_at is not None,
    )
