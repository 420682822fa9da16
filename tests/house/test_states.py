"""A state table names exactly the roles that the policy lets do its acts."""

from datetime import date

import pytest

from kidsapp.childcare import policy as childcare_policy
from kidsapp.kernel.actors import Actor, HeldRole, Role
from kidsapp.messaging import policy as messaging_policy
from tests.house.test_documents import LIVES, tables

GATES = {
    "accept_place_offer": "answer_place_offer",
    "decline_place_offer": "answer_place_offer",
    "end_wish": "withdraw_preregistration",
    "release_place": "withdraw_preregistration",
}
BY_LINK = {"agree", "object"}
"""Whoever holds the link answers for themselves, logged in or not."""
POLICIES = {"childcare": childcare_policy, "messaging": messaging_policy}
"""Acts behind one door with others, and those that follow when the family withdraws or takes a place."""
MOVES = [
    (module, move)
    for module, life in LIVES.items()
    for table in tables(life)
    for move in table.moves.values()
    if move.act not in BY_LINK
]
TODAY = date(2026, 11, 22)


def somebody(role):
    """Staff hold the role by membership; a guardian has an account, and custody decides on each child."""
    if role is Role.GUARDIAN:
        return Actor(1, TODAY, account_id=1)
    return Actor(1, TODAY, held=(HeldRole(role, 1, organisation_id=1, facility_id=1),))


@pytest.mark.parametrize(
    ("module", "move"), MOVES, ids=[f"{module}.{move.act}-{move.target}" for module, move in MOVES]
)
def test_the_roles_in_a_state_table_are_those_that_the_policy_lets_act(module, move):
    act = getattr(POLICIES[module], GATES.get(move.act, move.act))
    assert {role for role in Role if act.is_open_to(somebody(role))} == move.by


def test_whoever_holds_the_link_answers_for_themselves():
    assert childcare_policy.answer_agreement.is_open_to(Actor(1, TODAY))
