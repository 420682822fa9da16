"""Everything that writes in childcare: families submit and answer, Kitas decide and plan."""

from kidsapp.childcare.commands.answer import accept_place_offer, decline_place_offer
from kidsapp.childcare.commands.decide import accept_child, decline_child
from kidsapp.childcare.commands.documents import (
    attach_documents,
    drop_documents,
    hand_over_documents,
    remove_document,
)
from kidsapp.childcare.commands.groups import GroupPlan, plan_group
from kidsapp.childcare.commands.submit import (
    Draft,
    submit_for_new_child,
    submit_preregistration,
    withdraw_preregistration,
)

__all__ = [
    "Draft",
    "GroupPlan",
    "accept_child",
    "accept_place_offer",
    "attach_documents",
    "decline_child",
    "decline_place_offer",
    "drop_documents",
    "hand_over_documents",
    "plan_group",
    "remove_document",
    "submit_for_new_child",
    "submit_preregistration",
    "withdraw_preregistration",
]
