from datetime import date

import pytest

from conftest import MOMENT
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.queries import account_with_roles, actor_of, children_of, guardians_of
from kidsapp.people.tests.factories import (
    TODAY,
    account,
    actor_for,
    child,
    custody,
    guardian_of,
    holder_of,
    membership,
)

pytestmark = pytest.mark.django_db


def test_children_are_those_in_custody_today(herne):
    mia, jonas = child(), child(given_name="Jonas")
    parent = guardian_of(mia)
    custody(parent, jonas, valid_from=date(2024, 6, 1), valid_until=date(2026, 11, 21))
    assert children_of(actor_for(parent)) == [mia]


def test_a_visitor_has_no_children(herne):
    child()
    assert children_of(actor_for(None)) == []


def test_a_blocked_parent_has_no_children(herne):
    parent = guardian_of()
    custody(parent, child(), blocked_at=MOMENT)
    assert children_of(actor_for(parent)) == []


def test_children_of_another_city_are_not_found(herne):
    parent = guardian_of(child())
    with municipality_scope(municipality("soest").pk):
        custody(parent, child(given_name="there"))
    assert [each.given_name for each in children_of(actor_for(parent))] == ["Mia"]


def test_guardians_are_those_with_custody_today(herne):
    mia = child()
    mother, father = guardian_of(mia), guardian_of(mia)
    custody(account(), mia, valid_from=date(2026, 11, 23))
    assert guardians_of([mia.pk], today=TODAY) == [mother, father]


def test_a_role_that_has_ended_is_not_held(herne):
    editor = holder_of(Role.EDITOR)
    editor.memberships.update(valid_until=date(2026, 11, 21))
    assert not actor_for(editor).holds(Role.EDITOR)


def test_an_account_is_read_with_its_roles_here_in_one_statement(herne, django_assert_num_queries):
    somebody = account()
    membership(somebody, Role.GUARDIAN)
    membership(somebody, Role.YOUTH_OFFICE)
    membership(somebody, Role.EDITOR, ended_at=MOMENT)
    with municipality_scope(municipality("soest").pk):
        membership(somebody, Role.OPERATOR)
    with django_assert_num_queries(1):
        read = account_with_roles(somebody.pk)
        held = actor_of(read, municipality_id=herne.pk, today=TODAY, language="de").held
    assert read == somebody and read.email == somebody.email
    assert {role.role for role in held} == {Role.GUARDIAN, Role.YOUTH_OFFICE}


def test_an_account_without_a_role_here_holds_none(herne):
    assert account_with_roles(account().pk).held == ()
    assert account_with_roles(2**40) is None
