"""Reading of a child in an emergency: opened with a reason, over with the day."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy
from kidsapp.people.models import Child, EmergencyAccess
from kidsapp.people.refusals import PeopleRefusal as Why

SHORTEST_REASON = 15
LONGEST_REASON = 300


def open_emergency_access(
    actor: Actor, child: Child, *, reason: str, at: datetime
) -> EmergencyAccess | Refused:
    """Let the actor read the contacts until the end of the day; whoever calls this tells a second person."""
    with writing(actor, policy.open_emergency_access, at=at) as line:
        policy.open_emergency_access.demand(actor)
        reason = " ".join(reason.split())
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            return Refused(Why.REASON_TOO_SHORT, at_field="reason")
        row: EmergencyAccess = EmergencyAccess.objects.create(
            child=child, account_id=actor.account_id, reason=reason, valid_on=actor.today, opened_at=at
        )
        line.about(child.pk, emergency=row.pk)
        return row


def end_emergency_access(actor: Actor, child: Child, *, at: datetime) -> None:
    """Give the access back before the day is over."""
    with writing(actor, policy.see_in_emergency, at=at) as line:
        policy.see_in_emergency.demand(actor, child)
        rows = EmergencyAccess.objects.filter(child=child, account_id=actor.account_id, ended_at=None)
        rows.update(ended_at=at)
        line.about(child.pk)
