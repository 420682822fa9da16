"""What an act about a child is called on the page on which its family reads who looked."""

from importlib import import_module

import pytest

from kidsapp.audit.acts import Act
from kidsapp.web import pages
from kidsapp.web.act_texts import ACT_TEXTS, OTHER_ACT_TEXTS
from tests.house.source import PACKAGE

NOT_ABOUT_A_CHILD = {
    "childcare": "see_blank_form see_demand plan_groups see_provider_desk see_survey answer_survey"
    " see_criteria add_criterion change_criterion move_criterion remove_criterion",
    "messaging": "preview_texts",
    "people": "log_in log_out sign_up confirm_email reset_password prove_identity change_password"
    " change_email save_profile join_as_guardian see_second_factor add_second_factor remove_second_factor"
    " reset_second_factor make_recovery_codes see_sessions end_sessions link_identity"
    " unlink_identity see_identities"
    " end_sessions_of_others end_all_sessions"
    " see_team invite deputise end_membership limit_membership withdraw_invitation see_invitation"
    " accept_invitation appoint_operator",
    "places": "search_facilities view_facility compare_facilities remember_facility forget_facility"
    " save_profile add_picture remove_picture import_list",
    "operations": "load_city ask_for_erasure see_failed_jobs try_jobs_again",
    "web": "find_desk see_landing",
}
"""Acts whose line never names a child: of accounts, roles, Kitas and cities."""
OTHERS = {f"{module}.{name}" for module, names in NOT_ABOUT_A_CHILD.items() for name in names.split()}


LEAVE_NO_LINE = {
    "childcare": "see_blank_form see_demand see_provider_desk see_survey see_criteria",
    "messaging": "preview_texts",
    "people": "log_out prove_identity see_second_factor see_sessions see_identities see_team see_invitation",
    "operations": "see_failed_jobs",
    "places": "search_facilities view_facility compare_facilities remember_facility forget_facility",
    "web": "find_desk see_landing",
}
"""Pages that show nobody, and what is left to django-allauth."""
SILENT = {f"{module}.{name}" for module, names in LEAVE_NO_LINE.items() for name in names.split()}


def acts():
    """Every act of every policy, by name."""
    for module in ("childcare", "documents", "messaging", "people", "places", "operations"):
        assert (PACKAGE / module / "policy.py").exists()
        policy = import_module(f"kidsapp.{module}.policy")
        yield from ((act.name, act) for act in vars(policy).values() if isinstance(act, Act))
    yield from ((act.name, act) for act in vars(pages).values() if isinstance(act, Act))


def test_every_policy_is_asked():
    folders = {path.parent.name for path in PACKAGE.glob("*/policy.py")}
    assert folders - {"childcare", "documents", "messaging", "people", "places", "operations"} <= {
        "web",
        "page",
    }


def test_every_act_about_a_child_is_called_something():
    found = dict(acts())
    assert set(found) - OTHERS == set(ACT_TEXTS)
    assert set(found) >= OTHERS


def test_every_other_act_that_leaves_a_line_is_called_something_too():
    assert set(OTHER_ACT_TEXTS) == OTHERS - SILENT


def test_an_act_that_shows_children_is_about_one():
    assert not [name for name, act in acts() if act.shows_children and name in OTHERS]


@pytest.mark.parametrize("text", sorted({*ACT_TEXTS.values(), *OTHER_ACT_TEXTS.values()}))
def test_the_words_are_plain_and_short(text):
    assert len(text) <= 45 and not text.endswith(".")
