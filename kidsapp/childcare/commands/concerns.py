"""Raising what only the youth office can settle."""

from datetime import datetime

from kidsapp.childcare.commands.history import remember
from kidsapp.childcare.models import CaseConcern, PreRegistration
from kidsapp.childcare.queries.concerns import likely_duplicates
from kidsapp.kernel.actors import Actor


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
