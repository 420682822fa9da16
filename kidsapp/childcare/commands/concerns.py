"""Raising what only the youth office can settle."""

from datetime import datetime

from kidsapp.childcare.commands.history import remember
from kidsapp.childcare.models import CaseConcern, PreRegistration
from kidsapp.childcare.queries.concerns import likely_duplicates
from kidsapp.kernel.actors import Actor
from kidsapp.messaging.commands import tell
from kidsapp.people.queries import workers_for


def raise_duplicates(actor: Actor, case: PreRegistration, *, at: datetime) -> list[CaseConcern]:
    """Put a case that may double another one on the youth office's desk; part of the act that sends it.

    Ask after the case has its number: numbers are given out one after the other, so that of two cases
    sent at the same moment the later one sees the earlier.
    """
    found = likely_duplicates(case.child)
    kind = CaseConcern.Kind.DUPLICATE
    raised = [
        CaseConcern.objects.create(preregistration=case, kind=kind, other=other, raised_at=at)
        for other in found
    ]
    for concerned in (case, *found) if found else ():
        remember(concerned, "raise_concern", actor, at=at)
    return raised


def raise_custody_concern(actor: Actor, case: PreRegistration, remark: str, *, at: datetime) -> CaseConcern:
    """Put a conflict about custody on the youth office's desk, once while it is unsettled, and tell it.

    The case is locked already; while the concern is open no place can be accepted.
    """
    kind = CaseConcern.Kind.CUSTODY
    concern: CaseConcern
    concern, is_new = CaseConcern.objects.get_or_create(
        preregistration=case, kind=kind, settled_at=None, defaults={"remark": remark, "raised_at": at}
    )
    if is_new:
        remember(case, "raise_concern", actor, at=at)
        workers = workers_for(case.child, today=actor.today)
        facts = {"child": case.child.given_name, "number": case.number}
        link = f"/jugendamt/klaerung/{concern.public_id}/"
        tell(workers, "childcare.custody_unsettled", facts=facts, at=at, link=link, child_id=case.child_id)
    return concern
