"""A pre-registration is made: by the family itself, or for it at a counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kidsapp.audit.commands import Line, writing
from kidsapp.childcare import policy
from kidsapp.childcare.commands.documents import hand_over_documents
from kidsapp.childcare.commands.drafts import locked_draft
from kidsapp.childcare.commands.evidence import (
    begin_hours_evidence,
    needs_hours_evidence,
    note_papers_sent_on,
)
from kidsapp.childcare.commands.locks import locked_child, locked_child_named
from kidsapp.childcare.commands.record import Entry, record_case
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.queries.concerns import live_double
from kidsapp.childcare.queries.families import KnownFamily, Sought, family_named, known_families
from kidsapp.childcare.queries.submission import refusals_to_register
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import Answers
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.questions import Question
from kidsapp.people.commands import (
    PaperFamily,
    add_child,
    add_to_paper_family,
    open_paper_family,
    save_contact,
)
from kidsapp.people.models import Account, Child, Custody
from kidsapp.people.queries import account_of
from kidsapp.people.rules import ChildRecord, Contact

Outcome = PreRegistration | Sequence[Refused]


@dataclass(frozen=True)
class WholeForm:
    """All steps together; the child by its public id, or the record of a new one."""

    answers: Answers
    child: str = ""
    record: ChildRecord | None = None
    custody: str = Custody.Kind.JOINT.value
    contact: Contact | None = None
    family: str = ""
    """A family on paper that the child belongs to, chosen at a counter."""


def submit_draft(actor: Actor, draft: Draft, form: WholeForm, *, at: datetime) -> Outcome:
    """Send a form in progress; sent twice, from two tabs or devices, it is one pre-registration.

    Returns the pre-registration or every reason why it is not possible; nothing is lost either way.
    """
    is_of_family = draft.origin == PreRegistration.Origin.FAMILY
    act = policy.submit_preregistration if is_of_family else policy.enter_at_counter
    with writing(actor, act, at=at) as line:
        draft = locked_draft(actor, draft)
        if draft.sent:
            return draft.sent
        answer = _of_family(actor, form, line, at) if is_of_family else _at_counter(actor, draft, form, at)
        if not isinstance(answer, PreRegistration):
            line.undo()
            return answer
        if hand_over_documents(draft, answer):
            begin_hours_evidence(actor, answer, ground=form.answers.ground, at=at)
        draft.sent, draft.typed, draft.child_id, draft.saved_at = answer, {}, answer.child_id, at
        draft.save(update_fields=["sent", "typed", "child", "saved_at"])
        line.about(answer.child_id, preregistration=answer.pk, draft=draft.pk)
        return answer


def _of_family(actor: Actor, form: WholeForm, line: Line, at: datetime) -> Outcome:
    """The draft is held: nobody sends the same answers meanwhile."""
    if form.contact and not isinstance(saved := save_contact(actor, form.contact, at=at), Account):
        return saved
    if form.record:
        return _submit_for_new_child(actor, form.record, form.answers, line, kind=form.custody, at=at)
    child = locked_child_named(form.child)
    if child is None or not policy.submit_preregistration.permits(actor, child):
        return [Refused(Why.CHILD_UNKNOWN, at_field="child")]
    return _submit(actor, child, form.answers, line, at=at)


def submit_preregistration(actor: Actor, child: Child, answers: Answers, *, at: datetime) -> Outcome:
    """Register the need of one child; the same answers sent twice are one pre-registration."""
    with writing(actor, policy.submit_preregistration, at=at) as line:
        if earlier := _sent_before(actor, answers):
            return earlier
        child = locked_child(child.pk)
        policy.submit_preregistration.demand(actor, child)
        return _submit(actor, child, answers, line, at=at)


def submit_for_new_child(
    actor: Actor, record: ChildRecord, answers: Answers, *, kind: str = Custody.Kind.JOINT, at: datetime
) -> Outcome:
    """Add the child and register its need; when either is refused, neither is written."""
    with writing(actor, policy.submit_preregistration, at=at) as line:
        if earlier := _sent_before(actor, answers):
            return earlier
        return _submit_for_new_child(actor, record, answers, line, kind=kind, at=at)


def _submit_for_new_child(
    actor: Actor, record: ChildRecord, answers: Answers, line: Line, *, kind: str, at: datetime
) -> Outcome:
    child = add_child(actor, record, kind=kind, at=at)
    answer = _submit(actor, child, answers, line, at=at) if isinstance(child, Child) else child
    if not isinstance(answer, PreRegistration):
        line.undo()
    return answer


def _submit(actor: Actor, child: Child, answers: Answers, line: Line, *, at: datetime) -> Outcome:
    entry = Entry("submit_preregistration", actor.account_id)
    case = _register(actor, child, answers, entry, at=at)
    _name(line, case)
    return case


def _at_counter(actor: Actor, draft: Draft, form: WholeForm, at: datetime) -> Outcome:
    """The substitute form (Ausweichformular): guardian and child are made, then the same as online."""
    guardian = _known_family(actor, draft, form) if form.family else form.contact
    if guardian is None or form.record is None:
        why, field = (Why.FAMILY_UNKNOWN, "family") if form.family else (Why.NO_GUARDIAN, "given_name")
        return [Refused(why, at_field=field)]
    return enter_at_counter(
        actor, guardian, form.record, form.answers, kind=form.custody, origin=draft.origin, at=at
    )


def _known_family(actor: Actor, draft: Draft, form: WholeForm) -> KnownFamily | None:
    return family_named(known_families(actor, draft.facility, Sought(key=form.family)), form.family)


def enter_at_counter(
    actor: Actor,
    guardian: Contact | KnownFamily,
    record: ChildRecord,
    answers: Answers,
    *,
    kind: str = Custody.Kind.JOINT,
    origin: str = PreRegistration.Origin.YOUTH_OFFICE,
    at: datetime,
) -> Outcome:
    """Register the need of a child whose family came in person; when refused, nothing is written.

    A new guardian's account has no e-mail: the family gets letters until it takes the account over. Another
    child of a family that is known joins it: one guardian account, one code if it has any.
    """
    with writing(actor, policy.enter_at_counter, at=at) as line:
        policy.enter_at_counter.demand(actor)
        if earlier := _sent_before(actor, answers):
            return earlier
        contact = guardian.terms.guardian if isinstance(guardian, KnownFamily) else guardian
        if refused := _refusal_of_double(contact, record, origin):
            return [refused]
        family = _paper_family(actor, guardian, record, kind, at)
        if not isinstance(family, PaperFamily):
            return family
        return _entered(actor, family, answers, origin, line, at=at)


def _paper_family(
    actor: Actor, guardian: Contact | KnownFamily, record: ChildRecord, kind: str, at: datetime
) -> PaperFamily | Sequence[Refused]:
    if isinstance(guardian, KnownFamily):
        return add_to_paper_family(actor, guardian.guardian, record, kind=kind, at=at)
    return open_paper_family(actor, guardian, record, kind=kind, at=at)


def _entered(
    actor: Actor, family: PaperFamily, answers: Answers, origin: str, line: Line, *, at: datetime
) -> Outcome:
    entry = Entry("enter_at_counter", family.guardian.pk, origin)
    answer = _register(actor, family.child, answers, entry, at=at)
    if not isinstance(answer, PreRegistration):
        line.undo()
    elif answers.sends_papers_on and needs_hours_evidence(answer, today=actor.today):
        note_papers_sent_on(actor, answer, at=at)
    _name(line, answer)
    return answer


def _refusal_of_double(contact: Contact, record: ChildRecord, origin: str) -> Refused | None:
    """At the youth office the same child of the same guardian is the first case; a Kita hears nothing of it.

    What a Kita sends twice, and what only looks alike, stands among the concerns (``raise_duplicates``).
    """
    if origin != PreRegistration.Origin.YOUTH_OFFICE:
        return None
    live = live_double(record.tidied(), contact.tidied())
    if live is None:
        return None
    facts = {"child": live.child.given_name, "number": live.number, "case": live.public_id}
    return Refused(Why.LIVE_PREREGISTRATION, facts, "child")


def _sent_before(actor: Actor, answers: Answers) -> PreRegistration | None:
    """The case that these very answers made already; two sendings of one account wait for each other."""
    account = account_of(actor, locked=True)
    found: PreRegistration | None = SENT.first(form_key=answers.form_key, account=account.pk)
    return found


def _sent(form_key: str, account: int) -> Any:
    rows = PreRegistration.objects.filter(form_key=form_key, events__account_id=account)
    return rows.order_by("pk")[:1]


SENT = Question(_sent, form_key=str, account=int)


def _register(actor: Actor, child: Child, answers: Answers, entry: Entry, *, at: datetime) -> Outcome:
    found = refusals_to_register(child, answers, today=actor.today)
    return found.reasons or record_case(actor, child, found, entry, at=at)


def _name(line: Line, answer: Outcome) -> None:
    if isinstance(answer, PreRegistration):
        line.about(answer.child_id, preregistration=answer.pk)
