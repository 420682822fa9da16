"""Everything that writes about people: profiles and children, roles and invitations."""

from kidsapp.people.commands.accounts import (
    Profile,
    appoint_operator,
    forget_password,
    join_as_guardian,
    save_profile,
    want_letters,
    want_mails,
)
from kidsapp.people.commands.children import add_child, choose_sign, save_child
from kidsapp.people.commands.contacts import (
    PaperFamily,
    add_to_paper_family,
    correct_paper_contact,
    open_paper_family,
    save_contact,
)
from kidsapp.people.commands.custody import (
    CustodyTerms,
    block_custody,
    end_custody,
    set_custody,
    share_custody,
    take_up_guardianship,
    unblock_custody,
)
from kidsapp.people.commands.emergency import end_emergency_access, open_emergency_access
from kidsapp.people.commands.identities import link_identity, unlink_identity
from kidsapp.people.commands.invitations import accept_invitation, invite, withdraw_invitation
from kidsapp.people.commands.memberships import deputise, end_membership, limit_membership
from kidsapp.people.commands.second_factor import make_recovery_codes, reset_second_factor
from kidsapp.people.commands.sessions import end_all_sessions, end_sessions, end_sessions_of
from kidsapp.people.commands.take_over import issue_take_over_code, take_over_account

__all__ = [
    "CustodyTerms",
    "PaperFamily",
    "Profile",
    "accept_invitation",
    "add_child",
    "add_to_paper_family",
    "appoint_operator",
    "block_custody",
    "choose_sign",
    "correct_paper_contact",
    "deputise",
    "end_all_sessions",
    "end_custody",
    "end_emergency_access",
    "end_membership",
    "end_sessions",
    "end_sessions_of",
    "forget_password",
    "invite",
    "issue_take_over_code",
    "join_as_guardian",
    "limit_membership",
    "link_identity",
    "make_recovery_codes",
    "open_emergency_access",
    "open_paper_family",
    "reset_second_factor",
    "save_child",
    "save_contact",
    "save_profile",
    "set_custody",
    "share_custody",
    "take_over_account",
    "take_up_guardianship",
    "unblock_custody",
    "unlink_identity",
    "want_letters",
    "want_mails",
    "withdraw_invitation",
]
