"""Taking out who was affected by a breach; itself an act with its line."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.operations import policy
from kidsapp.operations.privacy.queries.affected import Affected, Asked, affected


def export_affected(actor: Actor, asked: Asked, *, at: datetime) -> Affected:
    """Who was affected, in the city in scope; the line names the children whose addresses go out."""
    with writing(actor, policy.export_affected, at=at) as line:
        found = affected(asked, today=actor.today)
        line.about(*found.children, affected_children=len(found.children), accounts=len(found.accounts))
    return found
