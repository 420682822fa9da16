"""The youth office settles a concern: one child or two, and who decides."""

from dataclasses import dataclass
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy
from kidsapp.childcare.commands.history import move_case, remember, tell_family
from kidsapp.childcare.commands.locks import locked_cases
from kidsapp.childcare.commands.release import end_wishes
from kidsapp.childcare.models import CaseConcern, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import refusal_to_settle_concern
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import commands as people
from kidsapp.people.queries import custodies_of


@dataclass(frozen=True)
class Settlement:
    """What the youth office found; ``keep`` is the case that goes on, empty when it ends none."""

    note: str
    keep: str = ""
    shares_custody: bool = False


def settle_concern(
    actor: Actor, concern: CaseConcern, settlement: Settlement, *, at: datetime
) -> CaseConcern | Refused:
    """Close a concern with a note; of two cases of one child one goes on and the other ends.

    Two workers at once: the second reads that it is settled.
    """
    with writing(actor, policy.settle_concern, at=at) as line:
        cases = _locked(concern)
        concern = CaseConcern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
        policy.settle_concern.demand(actor, concern)
        kept = next((case for case in cases if settlement.keep and case.public_id == settlement.keep), None)
        ended = next((case for case in cases if kept and case.pk != kept.pk), None)
        if refused := _refusal(concern, settlement, kept, ended):
            return refused
        concern.settled_at, concern.settled_by_id = at, actor.account_id
        concern.outcome = settlement.note.strip()
        concern.save(update_fields=["settled_at", "settled_by", "outcome"])
        for case in cases:
            remember(case, "settle_concern", actor, at=at)
        if kept and ended:
            _end(actor, kept, ended, settlement, at=at)
        elif concern.kind == CaseConcern.Kind.CUSTODY:
            tell_family(cases[0], "custody_settled", actor=actor, at=at)
        line.about(*(case.child_id for case in cases), concern=concern.pk)
        return concern


def _locked(concern: CaseConcern) -> list[PreRegistration]:
    """The cases of a concern, locked in the order of their numbers, its own first in the answer."""
    ids = [each for each in (concern.preregistration_id, concern.other_id) if each]
    found = {case.pk: case for case in locked_cases(ids)}
    return [found[each] for each in ids]


def _refusal(
    concern: CaseConcern,
    settlement: Settlement,
    kept: PreRegistration | None,
    ended: PreRegistration | None,
) -> Refused | None:
    if settlement.keep and kept is None:
        return Refused(Why.NO_CASE_TO_KEEP, at_field="keep")
    return refusal_to_settle_concern(
        is_settled=concern.settled_at is not None,
        note=settlement.note,
        kept=PreRegistrationState(kept.state) if kept else None,
        ended=(ended.number, PreRegistrationState(ended.state)) if ended else None,
    )


def _end(
    actor: Actor, kept: PreRegistration, ended: PreRegistration, settlement: Settlement, *, at: datetime
) -> None:
    """End the doubled case, free its places, and tell both families without naming the other."""
    if ended.state == PreRegistrationState.SUBMITTED:
        end_wishes(ended, actor=actor, at=at)
        move_case(ended, "withdraw_preregistration")
        remember(ended, "end_doubled_case", actor, at=at)
        tell_family(ended, "doubled_ended", actor=actor, at=at, number=ended.number)
        tell_family(kept, "doubled_kept", actor=actor, at=at, number=kept.number)
    if settlement.shares_custody and kept.child_id != ended.child_id:
        for custody in custodies_of(ended.child):
            people.share_custody(actor, custody, kept.child, reason=settlement.note, at=at)
