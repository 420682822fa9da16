"""Erasing somebody: nothing is left in tables, files, search or queue, and a restore brings nobody back."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import Group, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.operations.models import Erasure
from kidsapp.operations.privacy.commands import apply_erasures, erase_account, erase_child
from kidsapp.operations.privacy.outside import entries
from kidsapp.operations.privacy.tests.families import CANARY, MOMENT, Family
from kidsapp.operations.privacy.tests.traces import files, tables_with
from kidsapp.people.models import Account, Child
from kidsapp.people.tests.factories import actor_for, custody, guardian, guardian_of, membership

WORDS = (CANARY, "zaunkoenigin", "zaunkonigin")


@pytest.fixture
def family(herne):
    dated_settings()
    settings.ERASURES.unlink(missing_ok=True)
    return Family()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_family_stands_in_every_table_that_can_name_it(family):
    """Else the tests below would look where nothing ever was."""
    assert tables_with(*WORDS) >= {
        "people.Account", "people.Child", "people.CustodyEvent", "people.NamedGuardian",
        "childcare.PreRegistration", "childcare.Sibling", "childcare.Draft", "childcare.CaseNote",
        "childcare.CaseConcern", "childcare.HoursEvidence", "childcare.Agreement", "childcare.DeskLine",
        "messaging.Message", "outbox.Mail", "account.EmailAddress", }  # fmt: skip


def test_nothing_is_left_of_a_family_whose_account_is_erased(family, committed):
    own, mother = family.files(), family.mother.pk
    others = Family("Bachstelze")
    with committed():
        assert erase_account(actor_for(None), family.mother, at=MOMENT)
    assert tables_with(*WORDS) == set()
    assert not Session.objects.filter(session_key=f"session{mother}").exists()
    assert tables_with("bachstelze") and PreRegistration.objects.get() == others.case
    assert len(own) == 2 and not own & files() and others.files() <= files()


def test_a_child_goes_and_its_mother_stays(family, committed):
    with committed():
        erase_child(actor_for(None), family.child, at=MOMENT)
    left = tables_with(*WORDS)
    assert left == {
        "people.Account", "account.EmailAddress", "socialaccount.SocialAccount",
        "childcare.Draft", "outbox.Mail",
    }  # fmt: skip


def test_a_child_with_another_guardian_stays_when_one_of_them_goes(family):
    father = guardian_of(family.child, given_name="Kleiber")
    erase_account(actor_for(None), family.mother, at=MOMENT)
    assert Child.objects.get() == family.child
    assert [row.account for row in family.child.custodies.all()] == [father]


def test_the_list_holds_names_that_lead_nowhere(family, committed):
    with committed():
        erase_account(actor_for(None), family.mother, at=MOMENT)
    kept = {(row.whom, row.name) for row in Erasure.objects.all()}
    assert kept == {("child", family.child.public_id), ("account", family.mother.public_id)}
    assert {(one.city, one.whom, one.name) for one in entries(settings.ERASURES)} == {
        ("herne", whom, name) for whom, name in kept
    }
    (line,) = AuditLine.objects.filter(act="operations.erase_person")
    assert family.child.pk in line.children and "account" in line.subjects


def test_who_was_erased_stays_erased_after_a_restore(family, committed):
    """What was undone here is the database alone, as a backup of yesterday would do it."""
    backup = transaction.savepoint()
    with committed():
        erase_account(actor_for(None), family.mother, at=MOMENT)
    transaction.savepoint_rollback(backup)
    assert Child.objects.exists() and tables_with(*WORDS) and not Erasure.objects.exists()
    with committed():
        assert apply_erasures(at=MOMENT) == 2
    assert tables_with(*WORDS) == set() and Erasure.objects.count() == 2
    with committed():
        assert apply_erasures(at=MOMENT) == 0
    assert len(entries(settings.ERASURES)) == 2


def test_nobody_else_is_erased_after_a_restore_although_the_numbers_are_given_out_again(family, committed):
    backup, gone = transaction.savepoint(), family.child.pk
    with committed():
        erase_child(actor_for(None), family.child, at=MOMENT)
    transaction.savepoint_rollback(backup)
    Child.objects.filter(pk=gone).update(public_id="another-child")
    apply_erasures(at=MOMENT)
    assert Child.objects.get().public_id == "another-child"


def test_a_lost_file_is_written_anew_from_the_list_in_the_database(family, committed):
    with committed():
        erase_child(actor_for(None), family.child, at=MOMENT)
    settings.ERASURES.write_text('["herne", "chi')
    with committed():
        apply_erasures(at=MOMENT)
    assert [one.name for one in entries(settings.ERASURES)] == [family.child.public_id]


def test_an_account_that_another_city_knows_stays_there(family, herne):
    soest = municipality("soest")
    with municipality_scope(soest.pk):
        from kidsapp.kernel.actors import Role

        membership(family.mother, Role.GUARDIAN)
    assert not erase_account(actor_for(None), family.mother, at=MOMENT)
    assert Account.objects.filter(pk=family.mother.pk).exists() and not Child.objects.exists()
    assert EmailAddress.objects.filter(user=family.mother).exists()
    assert not family.mother.memberships.exists()


def test_a_place_that_the_child_still_had_is_given_back(family):
    family.contract.ends_on = None
    family.contract.save()
    family.contract.terms.update(place_until=None)
    Group.objects.filter(pk=family.group.pk).update(promised=1)
    erase_child(actor_for(None), family.child, at=MOMENT)
    assert Group.objects.get(pk=family.group.pk).promised == 0


def test_a_sibling_of_an_erased_child_does_not_name_it_any_more(family):
    from kidsapp.childcare.models import Sibling
    from kidsapp.childcare.tests.factories import case, kita
    from kidsapp.people.tests.factories import child

    other = child(given_name="Ben")
    custody(guardian(), other)
    Sibling.objects.create(preregistration=case(other, kita()), given_name=CANARY, together_with=family.child)
    erase_child(actor_for(None), family.child, at=MOMENT)
    assert not Sibling.objects.filter(given_name=CANARY).exists()
