"""Staff who logged in by password alone: every address is closed but those that lead to a second factor."""

import pytest
from django.urls import reverse

from kidsapp.kernel.actors import FAMILY, Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.tests.factories import membership, signed_in_client
from kidsapp.web import middleware
from tests.house.test_acts import patterns
from tests.permissions.test_matrix import EVERYONE, LET_IN, NAMES, ask
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
BEFORE_THE_SECOND_FACTOR = {
    "account_profile",
    "step_up",
    "identity_prove",
    "identity_link",
    "go_on",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "usersessions_list",
    "identities",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
}
"""The own account, and nothing else."""
STAFF = ("lead", "lead elsewhere", "manager", "manager elsewhere", "office", "editor", "officer", "operator")
CLOSED = [name for name in NAMES if LET_IN[name] != EVERYONE and name not in BEFORE_THE_SECOND_FACTOR]


@pytest.fixture
def world(settings):
    """The cities are no demonstration."""
    made = build()
    made.city.is_demonstration = False
    made.city.save()
    middleware.forget_cities()
    return made


def test_only_the_own_account_is_open_before_it():
    found = {entry.name for _, entry in patterns() if getattr(entry.callback, "act", None)}
    early = {
        e.name for _, e in patterns() if getattr(getattr(e.callback, "act", None), "at_any_level", False)
    }
    assert early == BEFORE_THE_SECOND_FACTOR
    assert found > early


def test_these_are_all_the_staff(world):
    with municipality_scope(world.city.pk):
        found = {
            name
            for name, somebody in world.people.items()
            if somebody and any(m.role not in FAMILY for m in somebody.memberships.all())
        }
    assert found - set(STAFF) == {"former lead"}


@pytest.mark.parametrize("who", STAFF)
def test_staff_see_no_page_before_their_second_factor_and_are_led_to_it(world, who):
    browser = signed_in_client(world.people[who], second_factor=False)
    wrong, led = {}, set()
    for name in CLOSED:
        address = reverse(name, kwargs=world.arguments.get(name))
        for method in ("get", "post"):
            answer = ask(browser, method, address)
            is_led = answer.status_code == 302 and answer["Location"].startswith(
                f"{reverse('step_up')}?next="
            )
            if not is_led and answer.status_code not in {403, 404, 405}:
                wrong[f"{method} {name}"] = answer.status_code
            if is_led:
                led.add(name)
    assert not wrong
    assert {name for name in CLOSED if who in LET_IN[name]} | {"home", "desk", "inbox"} <= led


def test_who_works_here_and_has_a_child_here_shows_it_for_both(world):
    mother, own = world.people["mother"], [name for name in CLOSED if "mother" in LET_IN[name]]
    with municipality_scope(world.city.pk):
        membership(mother, Role.EDITOR)
    browser = signed_in_client(mother, second_factor=False)
    found = {
        name: browser.get(reverse(name, kwargs=world.arguments.get(name))).status_code
        for name in [*own, "home"]
    }
    assert {name for name, status in found.items() if status == 200} == set()
    assert signed_in_client(mother).get(reverse("child", kwargs=world.arguments["child"])).status_code == 200


def test_what_is_open_to_everybody_is_open_to_staff_before_it_too(world):
    browser = signed_in_client(world.people["office"], second_factor=False)
    found = {name: browser.get(reverse(name)).status_code for name in ("landing", "finder", "privacy")}
    assert set(found.values()) == {200}


@pytest.mark.parametrize("who", ["mother", "stranger", "former lead", "lead in soest"])
def test_nobody_else_is_asked_for_one(world, who):
    browser = signed_in_client(world.people[who], second_factor=False)
    assert browser.get(reverse("home")).status_code == 200
