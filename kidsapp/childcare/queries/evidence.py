"""Evidence for 45 hours: what the family, the youth office and, as one word, the Kita read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import CaseDocument, HoursEvidence, PreRegistration
from kidsapp.childcare.rules import hours_needing_evidence, refusal_to_give
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.childcare.texts import EVIDENCE_STATES, EVIDENCE_TAGS, GROUNDS, HOURS_AT_THE_KITA, HOURS_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.queries import settings_on

PAGE_LENGTH = 25
WAITING, DONE = (EvidenceState.OPEN, EvidenceState.ASKED), (EvidenceState.APPROVED, EvidenceState.REFUSED)


@dataclass(frozen=True)
class EvidenceView:
    """Where the evidence of a case stands, in words; for its family and the youth office only."""

    state: str
    state_text: str
    ground: str
    ground_text: str
    reason_text: str
    note: str
    given_at: datetime | None
    sent_on_at: datetime | None
    due_on: date | None
    decided_at: datetime | None
    version: int

    @property
    def tag(self) -> str:
        """Kind of the tag that shows the state."""
        return EVIDENCE_TAGS[self.state]


def evidence_of(case: PreRegistration) -> EvidenceView:
    """The evidence of a case; one that was never begun is asked for."""
    found = HoursEvidence.objects.filter(preregistration=case).first()
    return _view(found or HoursEvidence(state=EvidenceState.ASKED))


def _view(row: HoursEvidence) -> EvidenceView:
    return EvidenceView(
        row.state,
        gettext(EVIDENCE_STATES[row.state]),
        row.ground,
        gettext(GROUNDS[row.ground]) if row.ground else "",
        gettext(HOURS_REASONS[row.reason_key]) if row.reason_key else "",
        row.reason,
        row.given_at,
        row.sent_on_at,
        row.due_on,
        row.decided_at,
        row.version,
    )


def case_with_evidence(actor: Actor, public_id: str) -> PreRegistration | None:
    """The case with this public id if the actor may give evidence for it."""
    rows = PreRegistration.objects.filter(public_id=public_id).select_related("child")
    found: PreRegistration | None = policy.give_hours_evidence.permitted(actor, rows).first()
    return found


@dataclass(frozen=True)
class HoursAtKita:
    """What a Kita may know of the evidence: one word, whether papers may be sent on, and when they were."""

    state_text: str
    takes_papers: bool
    sent_on_at: datetime | None


def hours_at_kita(case: PreRegistration, *, today: date) -> HoursAtKita:
    """The same for one case; one statement, never ground or documents. A list asks ``kita_text``."""
    rows = HoursEvidence.objects.filter(preregistration=case).values_list("state", "sent_on_at")
    state, sent_on_at = rows.first() or ("", None)
    refused = refusal_to_give(
        case.hours,
        needing=hours_needing_evidence(settings_on(today)),
        state=PreRegistrationState(case.state),
        evidence=EvidenceState(state or EvidenceState.ASKED),
    )
    return HoursAtKita(kita_text(state), refused is None, sent_on_at)


def kita_text(state: str | None) -> str:
    """The state in a word for the Kita."""
    return gettext(HOURS_AT_THE_KITA[state]) if state else ""


@dataclass(frozen=True)
class EvidenceRow:
    """A case in the queue."""

    public_id: str
    child_id: int
    child: str
    number: str
    state: str
    state_text: str
    ground_text: str
    since: date | datetime
    due_on: date | None
    is_overdue: bool
    documents: int
    is_on_its_way: bool

    @property
    def tag(self) -> str:
        """Kind of the tag that shows the state, and whether it is overdue."""
        return "bad" if self.is_overdue else EVIDENCE_TAGS[self.state]


@dataclass(frozen=True)
class EvidenceQueue:
    """One page of the queue, how many there are, and the figures above it."""

    rows: list[EvidenceRow]
    total: int
    figures: dict[str, int]


def evidence_queue(
    actor: Actor, *, needing: Collection[str], state: str = "", page: int = 1
) -> EvidenceQueue:
    """What waits for the youth office: open first, oldest first, then what the families are asked for."""
    live = ~Q(preregistration__state=PreRegistrationState.WITHDRAWN)
    rows = HoursEvidence.objects.filter(live, preregistration__hours__in=needing)
    rows = policy.see_evidence_queue.permitted(actor, rows)
    figures = {s.value: 0 for s in EvidenceState}
    figures.update(rows.order_by().values_list("state").annotate(Count("pk")))
    wanted = [state] if state in figures else [s.value for s in WAITING]
    start = (max(page, 1) - 1) * PAGE_LENGTH
    found = _in_order(rows.filter(state__in=wanted))[start : start + PAGE_LENGTH]
    total = sum(figures[s] for s in wanted)
    return EvidenceQueue([_row(row, actor.today) for row in found], total, figures)


def _in_order(rows: Any) -> Any:
    proofs = Count(
        "preregistration__documents", filter=Q(preregistration__documents__purpose=CaseDocument.Purpose.HOURS)
    )
    urgency = Case(
        When(state=EvidenceState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = rows.select_related("preregistration__child").annotate(proofs=proofs, urgency=urgency)
    return rows.order_by("urgency", F("given_at").asc(nulls_last=True), "due_on", "pk")


def _row(row: Any, today: date) -> EvidenceRow:
    case = row.preregistration
    is_asked = row.state == EvidenceState.ASKED
    return EvidenceRow(
        case.public_id,
        case.child_id,
        str(case.child),
        case.number,
        row.state,
        gettext(EVIDENCE_STATES[row.state]),
        gettext(GROUNDS[row.ground]) if row.ground else "",
        row.given_at or case.submitted_at,
        row.due_on if is_asked else None,
        is_asked and row.sent_on_at is None and row.due_on is not None and row.due_on < today,
        row.proofs,
        row.sent_on_at is not None,
    )


def next_in_queue(actor: Actor, *, needing: Collection[str], but_for: PreRegistration) -> str:
    """The public id of the case whose evidence has waited longest, or an empty text."""
    left_out = Q(preregistration__state=PreRegistrationState.WITHDRAWN) | Q(preregistration=but_for)
    rows = HoursEvidence.objects.filter(state=EvidenceState.OPEN, preregistration__hours__in=needing)
    rows = policy.see_evidence_queue.permitted(actor, rows.exclude(left_out)).order_by("given_at", "pk")
    return rows.values_list("preregistration__public_id", flat=True).first() or ""
