from datetime import date

import pytest

from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.messaging.policy import read_message
from kidsapp.messaging.queries import UNREAD
from kidsapp.municipality.questions import Question
from kidsapp.municipality.scope import MissingScope, municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.models import Child, in_custody_of
from kidsapp.people.queries.accounts import CHILDREN
from kidsapp.people.tests.factories import TODAY, child, guardian_of

BORN = Question(lambda day: Child.objects.filter(born_on=day), day=date)


def test_the_answer_is_what_the_mapper_finds_for_each_value(herne):
    first, second = child(born_on=date(2024, 1, 1)), child(born_on=date(2024, 1, 2))
    assert BORN.all(day=date(2024, 1, 1)) == [first] and BORN.all(day=date(2024, 1, 2)) == [second]
    assert BORN.first(day=date(2024, 1, 3)) is None
    assert BORN.count(day=date(2024, 1, 2)) == 1


def test_a_question_stays_within_the_city_in_scope(herne):
    child(born_on=date(2024, 1, 1))
    with municipality_scope(municipality("soest").pk):
        assert BORN.all(day=date(2024, 1, 1)) == []


def test_outside_any_city_a_question_raises(db):
    with pytest.raises(MissingScope):
        BORN.all(day=date(2024, 1, 1))


def test_a_row_can_be_changed_and_saved_and_brings_its_related_row(herne):
    kept = Question(lambda day: Child.objects.filter(born_on=day).select_related("municipality"), day=date)
    child(born_on=date(2024, 1, 1))
    found = kept.first(day=date(2024, 1, 1))
    assert found.municipality == herne
    found.given_name = "Nour"
    found.save()
    assert Child.objects.get().given_name == "Nour"


def test_a_value_for_which_the_statement_does_not_ask_is_a_mistake(herne):
    with pytest.raises(ValueError, match="day"):
        Question(lambda day: Child.objects.all(), day=date).all(day=TODAY)


def test_the_children_of_an_account_are_those_that_the_rule_names(herne):
    own, _other = child(), child()
    account = guardian_of(own)
    by_rule = Child.objects.filter(in_custody_of(account.pk, today=TODAY)).distinct()
    assert CHILDREN.all(account=account.pk, today=TODAY) == list(by_rule) == [own]


def test_what_waits_unread_is_what_the_rule_names_whatever_roles_the_reader_holds(herne, actor):
    account = guardian_of(child())
    Message.objects.create(account=account, kind="childcare.received", facts={}, sent_at="2026-11-22T09:30Z")
    for role in Role:
        reader = actor(account, role)
        by_rule = read_message.permitted(reader, Message.objects.filter(read_at=None)).count()
        assert UNREAD.count(account=account.pk) == by_rule == 1


def test_single_columns_come_as_they_are(herne):
    mia = child(born_on=date(2024, 1, 1))
    named = Question(lambda day: Child.objects.filter(born_on=day).values_list("pk", "given_name"), day=date)
    assert named.all(day=date(2024, 1, 1)) == [(mia.pk, "Mia")]
