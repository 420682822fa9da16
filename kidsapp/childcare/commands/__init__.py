"""Everything that writes in childcare: families submit and answer, Kitas decide and plan."""

from kidsapp.childcare.commands.agreements import (
    Said,
    answer_agreement,
    ask_guardian,
    enter_paper_agreement,
    request_agreement,
)
from kidsapp.childcare.commands.answer import accept_place_offer, decline_place_offer, enter_timely_answer
from kidsapp.childcare.commands.change import change_preregistration
from kidsapp.childcare.commands.contracts import change_contract_hours, end_contract
from kidsapp.childcare.commands.criteria import (
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
    tick_criteria,
)
from kidsapp.childcare.commands.custody import (
    block_custody,
    end_custody,
    set_custody,
    take_up_link,
    unblock_custody,
)
from kidsapp.childcare.commands.decide import accept_child, decline_child, put_on_waiting_list
from kidsapp.childcare.commands.documents import (
    attach_documents,
    drop_documents,
    hand_over_documents,
    remove_document,
)
from kidsapp.childcare.commands.drafts import begin_change, begin_draft, discard_draft, save_step
from kidsapp.childcare.commands.emergency import open_emergency_access
from kidsapp.childcare.commands.evidence import (
    GROUNDS,
    Reason,
    approve_hours,
    ask_again_for_hours,
    begin_hours_evidence,
    give_hours_evidence,
    refuse_hours,
    send_hours_papers_on,
)
from kidsapp.childcare.commands.groups import GroupPlan, plan_group
from kidsapp.childcare.commands.letters import Printed, print_letters_of
from kidsapp.childcare.commands.offers import (
    expire_place_offer,
    extend_place_offer,
    remind_family,
    retract_place_offer,
)
from kidsapp.childcare.commands.office import add_note, confirm_need, confirm_needs
from kidsapp.childcare.commands.settle import Settlement, settle_concern
from kidsapp.childcare.commands.submit import (
    WholeForm,
    enter_at_counter,
    submit_draft,
    submit_for_new_child,
    submit_preregistration,
)
from kidsapp.childcare.commands.survey import Reply, answer_survey
from kidsapp.childcare.commands.take_over import issue_code, print_confirmation, take_over_case
from kidsapp.childcare.commands.withdraw import withdraw_preregistration
from kidsapp.childcare.rules import Answers

__all__ = [
    "GROUNDS",
    "Answers",
    "GroupPlan",
    "Printed",
    "Reason",
    "Reply",
    "Said",
    "Settlement",
    "WholeForm",
    "accept_child",
    "accept_place_offer",
    "add_criterion",
    "add_note",
    "answer_agreement",
    "answer_survey",
    "approve_hours",
    "ask_again_for_hours",
    "ask_guardian",
    "attach_documents",
    "begin_change",
    "begin_draft",
    "begin_hours_evidence",
    "block_custody",
    "change_contract_hours",
    "change_criterion",
    "change_preregistration",
    "confirm_need",
    "confirm_needs",
    "decline_child",
    "decline_place_offer",
    "discard_draft",
    "drop_documents",
    "end_contract",
    "end_custody",
    "enter_at_counter",
    "enter_paper_agreement",
    "enter_timely_answer",
    "expire_place_offer",
    "extend_place_offer",
    "give_hours_evidence",
    "hand_over_documents",
    "issue_code",
    "move_criterion",
    "open_emergency_access",
    "plan_group",
    "print_confirmation",
    "print_letters_of",
    "put_on_waiting_list",
    "refuse_hours",
    "remind_family",
    "remove_criterion",
    "remove_document",
    "request_agreement",
    "retract_place_offer",
    "save_step",
    "send_hours_papers_on",
    "set_custody",
    "settle_concern",
    "submit_draft",
    "submit_for_new_child",
    "submit_preregistration",
    "take_over_case",
    "take_up_link",
    "tick_criteria",
    "unblock_custody",
    "withdraw_preregistration",
]
