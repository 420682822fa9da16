from datetime import UTC, date, datetime, timedelta

import pytest

from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.page.signs import ChildSign
from kidsapp.people import commands
from kidsapp.people.commands import Profile
from kidsapp.people.models import Account, Child, Custody, Membership
from kidsapp.people.queries import children_of, guardians_of
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.rules import ChildRecord
from kidsapp.people.tests.factories import (
    PASSWORD,
    TODAY,
    account,
    actor_for,
    child,
    guardian_of,
    holder_of,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MIA = ChildRecord("Mia", "Beispiel", date(2024, 5, 17))


def lines():
    return [(line.act, line.children) for line in AuditLine.objects.order_by("pk")]


def add(somebody, record=MIA, **options):
    return commands.add_child(actor_for(somebody), record, at=AT, **options)


def test_whoever_adds_a_child_has_custody_and_is_a_guardian(herne):
    parent = account()
    mia = add(parent, kind=Custody.Kind.SOLE)
    assert children_of(actor_for(parent)) == [mia]
    assert actor_for(parent).holds(Role.GUARDIAN)
    assert mia.custodies.get().kind == Custody.Kind.SOLE
    assert lines() == [("people.add_child", [mia.pk])]


def test_the_same_child_sent_twice_is_one_child(herne):
    parent = account()
    first, second = add(parent), add(parent, ChildRecord(" mia ", "BEISPIEL", MIA.born_on))
    assert first == second
    assert Child.objects.count() == 1
    assert len(lines()) == 1


def test_another_family_may_have_a_child_of_the_same_name_and_birthday(herne):
    assert add(account()) != add(account())


def test_a_child_that_is_refused_leaves_nothing_behind(herne):
    parent = account()
    refused = add(parent, ChildRecord("🦄", "Beispiel", date(2026, 11, 23)))
    assert [each.reason for each in refused] == [Why.NAME_WITH_SIGNS, Why.BORN_IN_FUTURE]
    assert not Child.objects.exists()
    assert not Membership.objects.exists()
    assert lines() == []


def test_an_unknown_kind_of_custody_is_refused(herne):
    (refused,) = add(account(), kind="mine")
    assert refused.reason is Why.UNKNOWN_CUSTODY


def test_a_visitor_adds_no_child(herne):
    with pytest.raises(NotPermitted):
        add(None)


def test_siblings_start_with_different_signs(herne):
    parent = account()
    mia, jonas = add(parent), add(parent, ChildRecord("Jonas", "Beispiel", date(2022, 1, 1)))
    assert mia.sign_shape != jonas.sign_shape
    assert mia.sign_picture != jonas.sign_picture


def save(somebody, of, version=1, name="Maja"):
    record = ChildRecord(name, "Beispiel", MIA.born_on)
    return commands.save_child(actor_for(somebody), of, record, version=version, at=AT)


def test_a_guardian_corrects_the_record(herne):
    mia = child()
    saved = save(guardian_of(mia), mia)
    assert (saved.given_name, saved.version) == ("Maja", 2)
    assert lines() == [("people.save_child", [mia.pk])]


def test_an_old_form_does_not_overwrite_what_was_saved_since(herne):
    mia = child()
    mother, father = guardian_of(mia), guardian_of(mia)
    save(mother, mia)
    (refused,) = save(father, mia, name="Marie")
    assert refused.reason is Why.CHANGED_MEANWHILE
    mia.refresh_from_db()
    assert mia.given_name == "Maja"


def test_custody_that_has_ended_gives_no_right_to_save(herne):
    mia = child()
    parent = guardian_of(mia)
    parent.custodies.update(valid_until=TODAY - timedelta(days=1))
    with pytest.raises(NotPermitted):
        save(parent, mia)


def test_the_child_gets_the_sign_it_chose(herne):
    mia = child()
    sign = ChildSign("drop", "wiese", "whale")
    commands.choose_sign(actor_for(guardian_of(mia)), mia, sign, at=AT)
    mia.refresh_from_db()
    assert (mia.sign_shape, mia.sign_colour, mia.sign_picture) == ("drop", "wiese", "whale")
    assert lines() == [("people.choose_sign", [mia.pk])]


def test_nobody_chooses_a_sign_for_a_child_of_others(herne):
    mia = child()
    with pytest.raises(NotPermitted):
        commands.choose_sign(actor_for(guardian_of(child())), mia, ChildSign("drop", "wiese", "whale"), at=AT)


def test_a_profile_is_kept_tidy(herne):
    somebody = account()
    profile = Profile(" Дани́ло ", "O’Neill", "٠٢٣٢٣ ١٢٣٤٥٦", "ar")
    saved = commands.save_profile(actor_for(somebody), profile, at=AT)
    assert (saved.given_name, saved.phone, saved.language) == ("Дани́ло", "02323 123456", "ar")
    assert lines() == [("people.save_profile", [])]


def test_every_wrong_part_of_a_profile_is_named(herne):
    refused = commands.save_profile(actor_for(account()), Profile("", "<b>", "abc", "xx"), at=AT)
    assert [each.at_field for each in refused] == ["given_name", "family_name", "phone", "language"]
    assert lines() == []


def test_becoming_a_guardian_twice_is_becoming_it_once(herne):
    somebody = account()
    first = commands.join_as_guardian(actor_for(somebody), at=AT)
    assert commands.join_as_guardian(actor_for(somebody), at=AT) == first
    assert lines() == [("people.join_as_guardian", [])]


def test_a_guardian_in_one_city_is_none_in_another(herne):
    somebody = account()
    commands.join_as_guardian(actor_for(somebody), at=AT)
    with municipality_scope(municipality("soest").pk):
        assert not actor_for(somebody).holds(Role.GUARDIAN)


def appoint(email):
    return commands.appoint_operator(actor_for(None), email, at=AT)


def test_the_command_line_appoints_an_operator_with_a_confirmed_account(herne):
    made = appoint(" Lena@Example.ORG ")
    assert made.email == "lena@example.org"
    assert made.emailaddress_set.get().verified
    assert not made.has_usable_password()
    assert actor_for(made).holds(Role.OPERATOR)
    assert lines() == [("people.appoint_operator", [])]


def test_appointing_the_same_operator_again_changes_nothing(herne):
    assert appoint("lena@example.org") == appoint("lena@example.org")
    assert Membership.objects.count() == 1


def test_an_account_that_is_there_already_becomes_the_operator(herne):
    lena = account("lena@example.org", confirmed=False)
    assert appoint("lena@example.org") == lena
    assert lena.emailaddress_set.get().verified


def test_whoever_signed_up_with_the_address_of_an_operator_does_not_become_it(herne):
    account("lena@example.org", confirmed=False)
    assert not appoint("lena@example.org").has_usable_password()


def test_an_operator_keeps_the_password_of_a_confirmed_account(herne):
    account("lena@example.org")
    assert appoint("lena@example.org").check_password(PASSWORD)


def test_an_operator_without_a_readable_address_is_refused(herne):
    assert appoint("lena").reason is Why.EMAIL_UNREADABLE
    assert not Account.objects.exists()


def test_no_role_of_the_web_may_appoint_operators_like_the_command_line(herne):
    from kidsapp.people.policy import appoint_operator

    assert not appoint_operator.is_open_to(actor_for(holder_of(Role.OPERATOR)))


def test_guardians_are_told_by_who_has_custody_not_by_who_has_a_role(herne):
    mia = child()
    parent = guardian_of(mia)
    holder_of(Role.GUARDIAN)
    assert guardians_of([mia.pk], today=TODAY) == [parent]
