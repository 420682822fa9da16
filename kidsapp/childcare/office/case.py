"""One case at the youth office's desk: everything in one place, and what the office does about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.family.confirmation import confirmation_answer
from kidsapp.childcare.models import CaseNote, PreRegistration
from kidsapp.childcare.office import words
from kidsapp.childcare.office.asked import typed_in, version_of
from kidsapp.childcare.queries import office_case as queries
from kidsapp.childcare.queries.family import WishLine, wish_lines
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.rules.clock import DueGroup, clock_terms, confirm_by, due_group
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState
from kidsapp.childcare.texts import CONCERN_KINDS, GROUNDS
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.periods import age_in_months
from kidsapp.page import render
from kidsapp.page.jinja import day, moment
from kidsapp.page.refusals import say
from kidsapp.people.queries.take_over import is_on_paper
from kidsapp.places.wording import hours_names, language_name


@dataclass(frozen=True)
class TaskLine:
    """Something to be done: what, by when, whose turn, and where."""

    step: str
    due: str
    is_overdue: bool
    turn: str
    place: str


@dataclass(frozen=True)
class WishOfCase:
    """A wish with the place offers made for it."""

    wish: WishLine
    offers: list[tuple[str, str, Any]]


@dataclass(frozen=True)
class OfficeCasePage:
    """One case as the youth office sees it."""

    case: Any
    months: int
    hours: str
    evidence: Any
    needs_evidence: bool
    ground: str
    concern_kinds: Mapping[str, str]
    tasks: list[TaskLine]
    wishes: list[WishOfCase]
    guardians: list[queries.Guardian]
    history: list[tuple[str, str, str]]
    confirm_by: Any
    may_confirm: bool
    language: str
    entered: queries.Counter | None
    is_on_paper: bool
    note: str = ""
    note_error: str = ""
    why_not: str = ""
    words: Any = field(default=words)


@door(policy.see_case)
@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """One case with everything that belongs to it."""
    return _show(request, _case_or_404(request, public_id))


@door(policy.confirm_need)
@require_POST
def confirm(request: Request, public_id: str) -> HttpResponse:
    """Confirm the need; the family is told at once."""
    found = _case_or_404(request, public_id)
    refused = commands.confirm_need(request.actor, found, seen_version=version_of(request), at=request.moment)
    if refused:
        return _show(request, _case_or_404(request, public_id), why_not=say(refused), status=409)
    return HttpResponseRedirect(reverse("office_case", kwargs={"public_id": public_id}) + "#bestaetigen")


@door(policy.add_note)
@require_POST
def note(request: Request, public_id: str) -> HttpResponse:
    """Write a note; what was typed stays when somebody else was faster."""
    found, text = _case_or_404(request, public_id), typed_in(request, "text")
    answer = commands.add_note(
        request.actor, found, text, seen_version=version_of(request), at=request.moment
    )
    if isinstance(answer, CaseNote):
        return HttpResponseRedirect(reverse("office_case", kwargs={"public_id": public_id}) + "#notizen")
    status = 422 if answer.at_field else 409
    now = _case_or_404(request, public_id)
    return _show(request, now, note=text, note_error=say(answer), status=status)


@door(policy.issue_code)
@require_POST
def print_code(request: Request, public_id: str) -> HttpResponse:
    """The confirmation with a new code, for a family that lost the first one."""
    found = _case_or_404(request, public_id)
    code = commands.issue_code(request.actor, found, at=request.moment)
    if isinstance(code, str):
        return confirmation_answer(request, found, code=code)
    return _show(request, _case_or_404(request, public_id), why_not=say(code), status=409)


def _case_or_404(request: Request, public_id: str) -> PreRegistration:
    found = queries.case_for(request.actor, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.child_id])
    request.trail.looks_back_to([german_day(found.submitted_at)])
    return found


def _show(request: Request, case: PreRegistration, *, status: int = 200, **said: str) -> HttpResponse:
    settings, today = request.city.settings, request.actor.today
    terms = clock_terms(settings)
    is_open = case.state == PreRegistrationState.SUBMITTED
    evidence = getattr(case, "hours_evidence", None)
    page = OfficeCasePage(
        case=case,
        months=max(age_in_months(case.child.born_on, on=case.starts_on), 0),
        hours=hours_names(settings).get(case.hours, case.hours),
        evidence=evidence,
        needs_evidence=case.hours in hours_needing_evidence(settings),
        ground=gettext(GROUNDS[evidence.ground]) if evidence and evidence.ground else "",
        concern_kinds=CONCERN_KINDS,
        tasks=_tasks(case, request),
        wishes=_wishes(case),
        guardians=queries.guardians_of_case(case, today=today),
        history=_history(case),
        confirm_by=confirm_by(german_day(case.submitted_at), terms),
        may_confirm=is_open and terms.confirmation_months is not None and case.need_confirmed_at is None,
        language=language_name(case.home_language) if case.home_language else "",
        entered=queries.counter_of(case),
        is_on_paper=is_on_paper(case.submitted_by),
        **said,
    )
    return render.page(request, "childcare/office/case.html", page, status=status)


def _tasks(case: PreRegistration, request: Request) -> list[TaskLine]:
    today = request.actor.today
    found = queries.tasks_of(case, clock_terms(request.city.settings), today=today)
    return [
        TaskLine(
            words.task_words(due, today=today),
            words.due_words(due.due_on, today=today),
            due_group(due.due_on, today=today) is DueGroup.OVERDUE,
            gettext(words.TURNS[due.turn]),
            words.PLACES_ON_PAGE[due.task],
        )
        for due in found
    ]


def _wishes(case: PreRegistration) -> list[WishOfCase]:
    offers = {
        wish.rank: [
            (offer.group.name, gettext(words.OFFERS[PlaceOfferState(offer.state)]), offer.answer_until)
            for offer in wish.offers.all()
        ]
        for wish in case.wishes.all()
    }
    return [WishOfCase(line, offers[line.rank]) for line in wish_lines(case)]


def _history(case: PreRegistration) -> list[tuple[str, str, str]]:
    return [
        (
            moment(line.at),
            _act_words(line),
            line.who,
        )
        for line in queries.history(case)
    ]


def _act_words(line: queries.HistoryLine) -> str:
    act = gettext(words.ACTS.get(line.act, words.OTHER_ACT)).format(facility=line.facility)
    if line.received_on:
        facts = {"act": act, "date": day(line.received_on)}
        return gettext("%(act)s (auf Papier, eingegangen am %(date)s)") % facts
    return gettext("%(act)s (auf Papier)") % {"act": act} if line.on_paper else act
