"""Everything that writes about people: profiles and children, roles and invitations."""

from kidsapp.people.commands.accounts import Profile, appoint_operator, join_as_guardian, save_profile
from kidsapp.people.commands.children import add_child, choose_sign, save_child
from kidsapp.people.commands.contacts import PaperFamily, open_paper_family, save_contact
from kidsapp.people.commands.invitations import accept_invitation, invite, withdraw_invitation
from kidsapp.people.commands.memberships import deputise, end_membership

__all__ = [
    "PaperFamily",
    "Profile",
    "accept_invitation",
    "add_child",
    "appoint_operator",
    "choose_sign",
    "deputise",
    "end_membership",
    "invite",
    "join_as_guardian",
    "open_paper_family",
    "save_child",
    "save_contact",
    "save_profile",
    "withdraw_invitation",
]
