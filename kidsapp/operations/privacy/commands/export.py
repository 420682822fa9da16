"""A family takes along what is held about it: an act with its line."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.operations import policy
from kidsapp.operations.privacy.queries.export import Export, export_of


def export_own_data(actor: Actor, *, at: datetime) -> Export:
    """Everything about the actor and the children in their custody; raises ``NotPermitted``."""
    with writing(actor, policy.export_own_data, at=at) as line:
        policy.export_own_data.demand(actor)
        found = export_of(actor)
        line.about(*found.children, account=actor.account_id or 0)
    return found
