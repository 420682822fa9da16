"""The policy as a matrix: each act on a child's record, for each role, here and in another city."""

from datetime import timedelta

import pytest

from conftest import MOMENT
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people import policy
from kidsapp.people.models import Child
from kidsapp.people.tests.factories import (
    TODAY,
    account,
    actor_for,
    child,
    custody,
    guardian_of,
    membership,
)
from kidsapp.places.tests.factories import facility, organisation

pytestmark = pytest.mark.django_db
ON_CHILD = (policy.see_child, policy.save_child, policy.choose_sign)


def holder(role):
    somebody = account()
    kita = facility(organisation=organisation("Stadt"))
    place = {Role.KITA_LEAD: {"facility": kita}, Role.PROVIDER_MANAGER: {"organisation": kita.organisation}}
    membership(somebody, role, **place.get(role, {}))
    return somebody


@pytest.mark.parametrize("act", ON_CHILD, ids=lambda act: act.name)
@pytest.mark.parametrize("role", Role)
def test_a_role_alone_opens_no_child_but_for_the_youth_office_looking(herne, role, act):
    expected = role is Role.YOUTH_OFFICE and act is policy.see_child
    assert act.permits(actor_for(holder(role)), child()) is expected


@pytest.mark.parametrize("act", ON_CHILD, ids=lambda act: act.name)
def test_custody_opens_the_own_child_and_no_other(herne, act):
    mia, other = child(), child()
    parent = actor_for(guardian_of(mia))
    assert list(act.permitted(parent, Child.objects.all()).distinct()) == [mia]
    assert not act.permits(parent, other)


@pytest.mark.parametrize("act", ON_CHILD, ids=lambda act: act.name)
@pytest.mark.parametrize(
    ("first", "last", "expected"), [(-9, -1, False), (-9, 0, True), (0, 9, True), (1, 9, False)]
)
def test_custody_counts_from_its_first_day_to_its_last(herne, act, first, last, expected):
    mia, parent = child(), account()
    days = {name: TODAY + timedelta(days=n) for name, n in (("valid_from", first), ("valid_until", last))}
    custody(parent, mia, **days)
    assert act.permits(actor_for(parent), mia) is expected


@pytest.mark.parametrize("act", ON_CHILD, ids=lambda act: act.name)
def test_a_visitor_opens_no_child(herne, act):
    assert not act.permits(actor_for(None), child())


def test_the_youth_office_of_another_city_sees_nothing_here(herne):
    with municipality_scope(municipality("soest").pk):
        somebody = holder(Role.YOUTH_OFFICE)
        assert policy.see_child.permits(actor_for(somebody), child())
    assert not policy.see_child.permits(actor_for(somebody), child())


@pytest.mark.parametrize("role", Role)
def test_roles_of_another_city_open_no_act_that_a_role_is_needed_for(herne, role):
    with municipality_scope(municipality("soest").pk):
        somebody = holder(role)
    here = actor_for(somebody)
    needing_a_role = (policy.see_team, policy.invite, policy.deputise, policy.withdraw_invitation)
    assert not any(act.is_open_to(here) for act in needing_a_role)


@pytest.mark.parametrize("role", Role)
def test_a_role_of_tomorrow_opens_nothing_today(herne, role):
    somebody = holder(role)
    somebody.memberships.update(valid_from=TODAY + timedelta(days=1))
    needing_a_role = (policy.see_team, policy.invite, policy.deputise, policy.withdraw_invitation)
    assert not any(act.is_open_to(actor_for(somebody)) for act in needing_a_role)


def test_a_membership_that_was_ended_is_out_of_force_at_once(herne):
    somebody = holder(Role.OPERATOR)
    somebody.memberships.update(ended_at="2026-11-22T08:00:00Z")
    assert not policy.see_team.is_open_to(actor_for(somebody))


def test_a_guardian_is_asked_the_same_rule_as_the_mapper(herne, django_assert_num_queries):
    mia, other = child(), child()
    mother = guardian_of(mia)
    family = actor_for(mother)
    for act in (policy.save_child, policy.save_profile, policy.invite):
        for row in (mia, other):
            by_rule = act.permitted(family, Child.objects.filter(pk=row.pk)).exists()
            assert act.permits(family, row) is by_rule
    with django_assert_num_queries(1):
        assert policy.save_child.permits(family, mia)


def test_who_lost_custody_is_refused_though_the_rule_was_worded_before(herne):
    mia = child()
    mother = guardian_of(mia)
    held = mother.custodies.get()
    assert policy.save_child.permits(actor_for(mother), mia)
    held.blocked_at = MOMENT
    held.save()
    assert not policy.save_child.permits(actor_for(mother), mia)
