"""A family changes what it sent: number and history stay, offered and settled wishes too."""

from collections.abc import Sequence
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.documents import hand_over_documents
from kidsapp.childcare.commands.drafts import locked_draft
from kidsapp.childcare.commands.evidence import begin_hours_evidence
from kidsapp.childcare.commands.history import move_wish, remember, tell_family
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.commands.record import keep_family, need_values
from kidsapp.childcare.commands.submit import Outcome, WholeForm
from kidsapp.childcare.models import Draft, PreRegistration, Wish
from kidsapp.childcare.queries.submission import Examined, refusals_to_register
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import Answers, RankedWish
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people.commands import correct_paper_contact, save_contact
from kidsapp.people.models import Account
from kidsapp.people.queries.take_over import is_on_paper
from kidsapp.people.rules import Contact

OUT_OF_THE_WAY = 1000
"""Ranks are unique at every moment, so all move aside before each gets its new one."""


def change_preregistration(actor: Actor, draft: Draft, form: WholeForm, *, at: datetime) -> Outcome:
    """Put the answers of a form in progress in the place of those that were sent.

    Returns the case or every reason why it is not possible; the draft keeps what was typed.
    """
    with writing(actor, policy.change_preregistration, at=at) as line:
        draft = locked_draft(actor, draft)
        if draft.sent:
            return draft.sent
        case = locked_case(draft.changes_id or 0)
        policy.change_preregistration.demand(actor, case)
        found = _examined(actor, draft, case, form.answers)
        if found.reasons:
            return found.reasons
        if refused := _keep_contact(actor, draft, case, form.contact, at):
            line.undo()
            return refused
        _apply(actor, case, found, at)
        hand_over_documents(draft, case)
        begin_hours_evidence(actor, case, ground=form.answers.ground, at=at)
        draft.sent, draft.typed, draft.saved_at = case, {}, at
        draft.save(update_fields=["sent", "typed", "saved_at"])
        line.about(case.child_id, preregistration=case.pk, draft=draft.pk)
        return case


def _keep_contact(
    actor: Actor, draft: Draft, case: PreRegistration, contact: Contact | None, at: datetime
) -> Sequence[Refused]:
    """The family's own contact data; the office keeps those of a paper family, never over its own."""
    if contact is None:
        return []
    if draft.origin == PreRegistration.Origin.FAMILY:
        saved = save_contact(actor, contact, at=at)
    elif case.submitted_by and is_on_paper(case.submitted_by):
        saved = correct_paper_contact(actor, case.submitted_by, contact, at=at)
    else:
        return []
    return [] if isinstance(saved, Account) else saved


def _examined(actor: Actor, draft: Draft, case: PreRegistration, answers: Answers) -> Examined:
    found = refusals_to_register(case.child, answers, today=actor.today, changes=case)
    before = wishes_before(case)
    live = rules.live_after_change(before, answers.wishes)
    ids = list(range(len(live)))
    reasons = [
        Refused(Why.NOT_SUBMITTED) if case.state != PreRegistrationState.SUBMITTED else None,
        refusal_to_change_today(actor, case),
        _refusal_of_version(draft, case),
        _refusal_while_offered(case, before, answers),
        rules.refusal_to_rank(ids, wishes_max=found.season.wishes_max),
        *found.reasons,
    ]
    found.reasons[:] = [reason for reason in reasons if reason]
    return found


def wishes_before(case: PreRegistration) -> Sequence[RankedWish]:
    """The wishes as they stand, best first."""
    rows = case.wishes.select_related("facility")
    return [RankedWish(wish.facility.public_id, WishState(wish.state)) for wish in rows]


def _refusal_of_version(draft: Draft, case: PreRegistration) -> Refused | None:
    begun = draft.typed.get("base", {}).get("version", [""])[-1]
    return None if begun == str(case.version) else Refused(Why.CHANGED_MEANWHILE)


def _refusal_while_offered(
    case: PreRegistration, before: Sequence[RankedWish], answers: Answers
) -> Refused | None:
    is_other_need = (case.starts_on, case.hours) != (answers.starts_on, answers.hours)
    is_offered = any(wish.state is WishState.OFFERED for wish in before)
    return Refused(Why.OFFER_WAITS, at_field="starts_on") if is_other_need and is_offered else None


def _apply(actor: Actor, case: PreRegistration, found: Examined, at: datetime) -> None:
    for name, value in need_values(found.answers).items():
        setattr(case, name, value)
    case.version += 1
    case.save()
    _rank_wishes(case, found)
    case.siblings.all().delete()
    keep_family(actor, case, found, at=at)
    remember(case, "change_preregistration", actor, at=at)
    tell_family(case, "changed", actor=actor, at=at, number=case.number)


def _rank_wishes(case: PreRegistration, found: Examined) -> None:
    """Bring the list into the wanted order; new wishes are open, ended ones named again are open again."""
    known = {wish.facility.public_id: wish for wish in case.wishes.select_related("facility")}
    wanted = {facility.public_id: facility for facility in found.facilities}
    order = rules.ranks_after_change(
        wishes_before(case), [name for name in found.answers.wishes if name in wanted]
    )
    gone = [wish for name, wish in known.items() if name not in order]
    for wish in gone:
        _take_out(wish)
    for aside, wish in enumerate(known.values(), start=OUT_OF_THE_WAY):
        Wish.objects.filter(pk=wish.pk).update(rank=aside)
    kept = [*order, *(wish.facility.public_id for wish in gone if wish.pk)]
    for rank, name in enumerate(kept, start=1):
        if known_wish := known.get(name):
            _renew(known_wish, rank, found, is_wanted=name in wanted)
        else:
            facility = wanted[name]
            warning = found.warnings.get(facility.pk, "")
            case.wishes.create(
                facility=facility, rank=rank, warning=warning, municipality_id=case.municipality_id
            )


def _take_out(wish: Wish) -> None:
    """An open wish leaves no trace; one that a Kita answered ends."""
    if wish.state == WishState.OPEN:
        wish.delete()
    else:
        move_wish(wish, "end_wish")


def _renew(wish: Wish, rank: int, found: Examined, *, is_wanted: bool) -> None:
    wish.rank = rank
    if is_wanted:
        wish.warning = found.warnings.get(wish.facility_id, "")
        if wish.state == WishState.ENDED:
            move_wish(wish, "change_preregistration")
    wish.save(update_fields=["rank", "warning"])
