"""The youth office looks through evidence for 45 hours and answers it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.family.documents import DocumentsPanel, documents_panel
from kidsapp.childcare.forms.hours import EvidenceAnswerForm
from kidsapp.childcare.models import CaseDocument, PreRegistration
from kidsapp.childcare.office.asked import page_number_of
from kidsapp.childcare.queries import evidence as queries
from kidsapp.childcare.queries.evidence import EvidenceQueue, EvidenceView
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.states import EVIDENCE_LIFE, EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say


@dataclass(frozen=True)
class QueuePage:
    """The queue with its figures as filters."""

    queue: EvidenceQueue
    state: str
    number: int
    first: int
    has_next: bool


@door(policy.see_evidence_queue)
@require_safe
def evidence_queue(request: Request) -> HttpResponse:
    """Open first, oldest first."""
    state, number = request.GET.get("stand", ""), page_number_of(request)
    queue = queries.evidence_queue(
        request.actor, needing=hours_needing_evidence(request.city.settings), state=state, page=number
    )
    request.trail.shows(row.child_id for row in queue.rows)
    before = (number - 1) * queries.PAGE_LENGTH
    page = QueuePage(queue, state, number, before + 1, before + queries.PAGE_LENGTH < queue.total)
    return render.page(request, "childcare/office/evidence_queue.html", page)


@dataclass(frozen=True)
class OfficeEvidencePage:
    """One family's evidence, with the answers that are possible now."""

    case: Any
    is_needed: bool
    evidence: EvidenceView
    panel: DocumentsPanel
    form: EvidenceAnswerForm
    may: frozenset[str]
    refusal: str
    next_id: str


@door(policy.see_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request, public_id: str) -> HttpResponse:
    """Look at ground and documents; approve, refuse, or ask again."""
    case = queries.case_with_evidence(request.actor, public_id)
    if case is None:
        raise Http404
    request.trail.shows([case.child_id])
    if request.method == "POST":
        return _answer(request, case)
    return _show(request, case, _empty_form(request, case))


def _empty_form(request: Request, case: PreRegistration) -> EvidenceAnswerForm:
    season, today = season_on(case.starts_on, request.city.settings), request.actor.today
    due_on = rules.evidence_due_on(today, cut_off_on=season.cut_off_on)
    return EvidenceAnswerForm(initial={"seen": queries.evidence_of(case).version, "due_on": due_on})


def _answer(request: Request, case: PreRegistration) -> HttpResponse:
    form = EvidenceAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    refused = _command(request, case, form.cleaned_data)
    if refused is None:
        return HttpResponseRedirect(reverse("office_evidence", kwargs={"public_id": case.public_id}))
    if refused.at_field in form.fields:
        form.add_error(refused.at_field, say(refused))
        return _show(request, case, form, status=422)
    return _show(request, case, _renewed(form, case), say(refused), status=409)


def _command(request: Request, case: PreRegistration, typed: dict[str, Any]) -> Refused | None:
    actor, at, seen = request.actor, request.moment, typed["seen"]
    why = commands.Reason(typed["reason"], typed["note"])
    answer = request.POST.get("answer")
    if answer == "approve":
        return commands.approve_hours(actor, case, seen=seen, at=at)
    if answer == "ask":
        return commands.ask_again_for_hours(actor, case, why, typed["due_on"], seen=seen, at=at)
    return commands.refuse_hours(actor, case, why, seen=seen, at=at)


def _renewed(form: EvidenceAnswerForm, case: PreRegistration) -> EvidenceAnswerForm:
    """What was typed, beside the evidence as it is now: sent once more, it counts."""
    typed = {name: form.data.get(name, "") for name in form.fields}
    return EvidenceAnswerForm(initial={**typed, "seen": queries.evidence_of(case).version})


def _show(
    request: Request,
    case: PreRegistration,
    form: EvidenceAnswerForm,
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    found = queries.evidence_of(case)
    is_decided = found.state in queries.DONE
    page = OfficeEvidencePage(
        case=case,
        is_needed=case.hours in hours_needing_evidence(request.city.settings),
        evidence=found,
        panel=documents_panel(request, case, CaseDocument.Purpose.HOURS),
        form=form,
        may=_possible(case, found),
        refusal=refusal,
        next_id=queries.next_in_queue(
            request.actor, needing=hours_needing_evidence(request.city.settings), but_for=case
        )
        if is_decided
        else "",
    )
    return render.page(request, "childcare/office/evidence.html", page, status=status)


def _possible(case: PreRegistration, found: EvidenceView) -> frozenset[str]:
    """The answers that the state leaves; the same table that the commands ask."""
    if case.state == PreRegistrationState.WITHDRAWN:
        return frozenset()
    acts = ("approve_hours", "refuse_hours", "ask_again_for_hours")
    source = EvidenceState(found.state)
    return frozenset(act for act in acts if EVIDENCE_LIFE.target(act, source=source) is not None)
