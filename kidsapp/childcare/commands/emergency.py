"""A child's contacts in an emergency: a second person is told in the same transaction."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import STAFF, Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import tell
from kidsapp.people import commands as people
from kidsapp.people import policy as people_policy
from kidsapp.people.models import Account, Child, EmergencyAccess
from kidsapp.people.queries import account_of, holders_of
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.texts import ROLE_NAMES


def open_emergency_access(
    actor: Actor, child: Child, *, reason: str, at: datetime
) -> EmergencyAccess | Refused:
    """Open the child's contacts for the rest of the day, and tell whoever watches over such things."""
    with writing(actor, people_policy.open_emergency_access, at=at):
        watching = _watching(actor)
        if not watching:
            return Refused(Why.NOBODY_TO_TELL)
        answer = people.open_emergency_access(actor, child, reason=reason, at=at)
        if isinstance(answer, EmergencyAccess):
            role = next(held.role for held in actor.roles() if held.role in STAFF)
            facts = {"who": str(account_of(actor)), "role": ROLE_NAMES[role], "reason": answer.reason}
            tell(watching, "childcare.emergency", facts=facts, at=at)
        return answer


def _watching(actor: Actor) -> list[Account]:
    """The data protection officers; where there is none, the youth office."""
    for role in (Role.DATA_PROTECTION_OFFICER, Role.YOUTH_OFFICE):
        found = [one for one in holders_of(role, today=actor.today) if one.pk != actor.account_id]
        if found:
            return found
    return []
