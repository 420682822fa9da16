"""A state table names exactly the roles that the policy lets do its acts."""

from datetime import date

import pytest

from kidsapp.childcare import policy
from kidsapp.kernel.actors import Actor, HeldRole, Role
from tests.house.test_documents import TABLES

GATES = {
    "accept_place_offer": "answer_place_offer",
    "decline_place_offer": "answer_place_offer",
    "end_wish": "withdraw_preregistration",
    "release_place": "withdraw_preregistration",
}
"""Acts behind one door with others, and those that follow when the family withdraws or takes a place."""
MOVES = [move for table in TABLES.values() for move in table.moves.values()]
TODAY = date(2026, 11, 22)


def somebody(role):
    """Staff hold the role by membership; a guardian has an account, and custody decides on each child."""
    if role is Role.GUARDIAN:
        return Actor(1, TODAY, account_id=1)
    return Actor(1, TODAY, held=(HeldRole(role, 1, organisation_id=1, facility_id=1),))


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.act}-{move.target}")
def test_the_roles_in_a_state_table_are_those_that_the_policy_lets_act(move):
    act = getattr(policy, GATES.get(move.act, move.act))
    assert {role for role in Role if act.is_open_to(somebody(role))} == move.by
