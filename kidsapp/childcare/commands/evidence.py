"""A family gives evidence for 45 hours; the youth office approves, refuses, or asks again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kidsapp.audit.acts import Act
from kidsapp.audit.commands import Line, writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.documents import attach_documents
from kidsapp.childcare.commands.history import remember, tell_family
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.models import CaseDocument, HoursEvidence, PreRegistration, Wish
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EVIDENCE_LIFE, EvidenceState, PreRegistrationState
from kidsapp.childcare.texts import HOURS_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.municipality.questions import Question

GROUNDS = frozenset(HoursEvidence.Ground.values)
HOURS = CaseDocument.Purpose.HOURS


@dataclass(frozen=True)
class Reason:
    """Why the youth office refuses or asks again: one of ``HOURS_REASONS``, and a note in its own words."""

    key: str
    note: str = ""


def begin_hours_evidence(
    actor: Actor, case: PreRegistration, *, ground: str, at: datetime, is_new: bool = False
) -> None:
    """Note with a case's submission or change what it has of evidence; part of that act.

    Without ground or documents the family is asked, until the cut-off or for two weeks. What was answered
    already stays so, unless ground or documents are new; what is approved stays approved. A case that was
    written just now has neither evidence nor documents: nobody is asked.
    """
    if not needs_hours_evidence(case, today=actor.today):
        return
    settings = settings_on(actor.today)
    evidence = _unwritten(case) if is_new else _evidence(case)
    documents = 0 if is_new else _count(case)
    if evidence.state == EvidenceState.APPROVED or not _is_new(evidence, ground):
        return
    evidence.ground, evidence.version = ground if ground in GROUNDS else "", evidence.version + 1
    given = rules.refusal_of_evidence(evidence.ground, grounds=GROUNDS, documents=documents) is None
    evidence.state = EvidenceState.OPEN if given else EvidenceState.ASKED
    evidence.given_at = at if given else None
    season = season_on(case.starts_on, settings)
    evidence.due_on = None if given else rules.evidence_due_on(actor.today, cut_off_on=season.cut_off_on)
    evidence.save()


def needs_hours_evidence(case: PreRegistration, *, today: date) -> bool:
    """Whether the city asks why the family needs so many hours."""
    return case.hours in rules.hours_needing_evidence(settings_on(today))


def _is_new(evidence: HoursEvidence, ground: str) -> bool:
    """Whether there is more than what was given or answered last."""
    last = max(filter(None, (evidence.given_at, evidence.decided_at)), default=None)
    if last is None or evidence.ground != ground:
        return True
    proofs = CaseDocument.objects.filter(preregistration=evidence.preregistration_id, purpose=HOURS)
    return bool(proofs.filter(upload__uploaded_at__gt=last).exists())


def _evidence(case: PreRegistration) -> HoursEvidence:
    """What the case has, else a row not yet written; whoever asks holds the case: nobody else writes it."""
    found: HoursEvidence | None = OF_CASE.first(case=case.pk)
    return found or _unwritten(case)


def _unwritten(case: PreRegistration) -> HoursEvidence:
    return HoursEvidence(preregistration=case, state=EvidenceState.ASKED).in_scope()


OF_CASE = Question(lambda case: HoursEvidence.objects.filter(preregistration_id=case), case=int)


def _count(case: PreRegistration) -> int:
    return DOCUMENTS.count(case=case.pk)


DOCUMENTS = Question(
    lambda case: CaseDocument.objects.filter(preregistration_id=case, purpose=HOURS).values_list("pk"),
    case=int,
)


def _locked(case: PreRegistration) -> tuple[PreRegistration, HoursEvidence]:
    """The case first, as everywhere; who waits for it reads the evidence as it became."""
    case = locked_case(case.pk)
    return case, _evidence(case)


def give_hours_evidence(
    actor: Actor,
    case: PreRegistration,
    ground: str,
    files: Sequence[Any] = (),
    *,
    at: datetime,
    received_on: date | None = None,
) -> list[Refused]:
    """Hand in ground and documents; what could be kept is, the rest is named.

    ``received_on``: on this day somebody at the youth office saw them on paper; no file is needed.
    """
    with writing(actor, policy.give_hours_evidence, at=at) as line:
        case, evidence = _locked(case)
        policy.give_hours_evidence.demand(actor, case)
        if refused := _refusal_to_give(actor, case, evidence):
            return [refused]
        refusals = attach_documents(actor, case, files, HOURS, at=at) if files else []
        if received_on and (refused := rules.refusal_of_arrival(received_on, today=actor.today)):
            return [refused]
        documents = _count(case) + (received_on is not None)
        missing = rules.refusal_of_evidence(ground, grounds=GROUNDS, documents=documents)
        if missing:
            return [*refusals, *([] if missing.reason is Why.NO_EVIDENCE and refusals else [missing])]
        evidence.ground, evidence.given_at = ground, at
        _move(evidence, "give_hours_evidence")
        remember(case, "give_hours_evidence", actor, at=at, received_on=received_on)
        tell_family(case, "hours_evidence_received", below="nachweis/", actor=actor, at=at)
        line.about(case.child_id, evidence=evidence.pk)
        return refusals


def send_hours_papers_on(actor: Actor, wish: Wish, *, at: datetime) -> Refused | None:
    """A Kita was given papers for the hours and sends them to the youth office, which alone reads them."""
    with writing(actor, policy.send_hours_papers_on, at=at) as line:
        case, evidence = _locked(wish.preregistration)
        policy.send_hours_papers_on.demand(actor, wish)
        if refused := _refusal_to_give(actor, case, evidence):
            return refused
        note_papers_sent_on(actor, case, wish, at=at)
        line.about(case.child_id, evidence=evidence.pk)
    return None


def note_papers_sent_on(
    actor: Actor, case: PreRegistration, wish: Wish | None = None, *, at: datetime
) -> None:
    """The same where the case is made at a Kita's counter; part of that act. Its state stays as it is."""
    evidence = _evidence(case)
    evidence.sent_on_at, evidence.version = at, evidence.version + 1
    evidence.save()
    remember(case, "send_hours_papers_on", actor, at=at, wish=wish)
    tell_family(case, "hours_papers_sent_on", below="nachweis/", actor=actor, at=at)


def _refusal_to_give(actor: Actor, case: PreRegistration, evidence: HoursEvidence) -> Refused | None:
    return rules.refusal_to_give(
        case.hours,
        needing=rules.hours_needing_evidence(settings_on(actor.today)),
        state=PreRegistrationState(case.state),
        evidence=EvidenceState(evidence.state),
    )


def _move(evidence: HoursEvidence, act: str) -> None:
    target = EVIDENCE_LIFE.target(act, source=EvidenceState(evidence.state))
    assert target is not None, act  # noqa: S101 (asked before)
    evidence.state, evidence.version, evidence.sent_on_at = target, evidence.version + 1, None
    evidence.save()


def approve_hours(actor: Actor, case: PreRegistration, *, seen: int, at: datetime) -> Refused | None:
    """Approve the hours; the Kita sees only that. ``seen`` is the version that was on the page."""
    with writing(actor, policy.approve_hours, at=at) as line:
        case, evidence = _locked(case)
        if refused := _refusal_to_settle(actor, case, evidence, policy.approve_hours, seen):
            return refused
        evidence.reason_key = evidence.reason = ""
        _settle(actor, case, evidence, "approve_hours", line, at=at)
        tell_family(case, "hours_approved", below="nachweis/", actor=actor, at=at)
    return None


def refuse_hours(
    actor: Actor, case: PreRegistration, why: Reason, *, seen: int, at: datetime
) -> Refused | None:
    """Refuse the hours with a reason that the family reads; the pre-registration goes on."""
    with writing(actor, policy.refuse_hours, at=at) as line:
        case, evidence = _locked(case)
        if refused := _refusal_of_reason(why):
            return refused
        if refused := _refusal_to_settle(actor, case, evidence, policy.refuse_hours, seen):
            return refused
        evidence.reason_key, evidence.reason = why.key, why.note
        _settle(actor, case, evidence, "refuse_hours", line, at=at)
        tell_family(case, "hours_refused", below="nachweis/", actor=actor, at=at, **_words(why))
    return None


def ask_again_for_hours(
    actor: Actor, case: PreRegistration, why: Reason, due_on: date | None, *, seen: int, at: datetime
) -> Refused | None:
    """Ask the family for more, until a day; it becomes a task on its home."""
    with writing(actor, policy.ask_again_for_hours, at=at) as line:
        case, evidence = _locked(case)
        if refused := _refusal_of_reason(why) or rules.refusal_of_due(due_on, today=actor.today):
            return refused
        if refused := _refusal_to_settle(actor, case, evidence, policy.ask_again_for_hours, seen):
            return refused
        evidence.reason_key, evidence.reason, evidence.due_on = why.key, why.note, due_on
        _settle(actor, case, evidence, "ask_again_for_hours", line, at=at)
        facts = {**_words(why), "date": due_on.isoformat() if due_on else ""}
        tell_family(case, "hours_asked", below="nachweis/", actor=actor, at=at, **facts)
    return None


def _refusal_of_reason(why: Reason) -> Refused | None:
    if why.key not in HOURS_REASONS:
        return Refused(Why.NO_HOURS_REASON, at_field="reason")
    is_bare = why.key == "other" and not why.note.strip()
    return Refused(Why.NO_HOURS_NOTE, at_field="note") if is_bare else None


def _refusal_to_settle(
    actor: Actor, case: PreRegistration, evidence: HoursEvidence, act: Act, seen: int
) -> Refused | None:
    act.demand(actor, case)
    if case.state == PreRegistrationState.WITHDRAWN:
        return Refused(Why.NOT_SUBMITTED)
    name = act.name.partition(".")[2]
    is_possible = EVIDENCE_LIFE.target(name, source=EvidenceState(evidence.state)) is not None
    return rules.refusal_to_settle(seen=seen, version=evidence.version, is_possible=is_possible)


def _settle(
    actor: Actor, case: PreRegistration, evidence: HoursEvidence, act: str, line: Line, *, at: datetime
) -> None:
    evidence.decided_at, evidence.decided_by_id = at, actor.account_id
    _move(evidence, act)
    remember(case, act, actor, at=at)
    line.about(case.child_id, evidence=evidence.pk)


def _words(why: Reason) -> dict[str, str]:
    return {"reason": HOURS_REASONS[why.key], "note": why.note.strip()}
