"""Every field of every table says what it holds, why, on what ground, and when it ends."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, QuerySet

from kidsapp.childcare.models import Sibling
from kidsapp.kernel.holdings import Action, DataClass
from kidsapp.operations.privacy.inventory import TABLES, keepings, table_of
from kidsapp.people.models import Account, Child

OF_NOBODY = {
    "auth.Permission": "names of tables",
    "auth.Group": "empty",
    "socialaccount.SocialApp": "empty: providers stand in the cities' folders",
    "socialaccount.SocialToken": "empty: no token is kept",
    "contenttypes.ContentType": "names of tables",
    "procrastinate.ProcrastinateWorker": "processes",
    "procrastinate.ProcrastinateJob": "names of jobs and ids; a test of canaries looks",
    "procrastinate.ProcrastinateEvent": "moments of jobs",
    "procrastinate.ProcrastinatePeriodicDefer": "moments of jobs",
}


def names_of(model):
    """The fields of a model, but those that every table has."""
    return {field.name for field in model._meta.concrete_fields} - {
        "id",
        "municipality",
        "public_id",
        "version",
    }


def test_every_table_is_declared_once():
    declared = [table.label for table in TABLES]
    assert len(declared) == len(set(declared))
    assert set(declared) | set(OF_NOBODY) == {model._meta.label for model in apps.get_models()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.label)
def test_every_field_is_declared_once_and_is_there(table):
    declared = [name for names in table.fields.values() for name in names.split()]
    assert len(declared) == len(set(declared))
    assert set(declared) == names_of(table.model)


def test_a_field_that_nobody_declared_is_found():
    """The comparison above would fail for a new field: it is one of sets, not of a subset."""
    (table,) = [found for found in TABLES if found.model is Sibling]
    declared = {name for names in table.fields.values() for name in names.split()}
    assert declared - {"given_name"} != names_of(Sibling)


def test_every_table_ends_or_says_why_it_stays():
    for table in TABLES:
        found = keepings(table)
        assert found, table.label
        for keeping in found:
            assert keeping.retention.source and keeping.retention.text
            stays = keeping.retention.action is Action.KEEP
            assert stays == (keeping.retention.months is None) == (keeping.clock is None), table.label


def test_what_is_about_people_never_simply_stays():
    for table in TABLES:
        if table.fields_of_people():
            assert all(keeping.retention.months is not None for keeping in keepings(table)), table.label


def test_a_period_is_the_one_that_its_words_name():
    for table in TABLES:
        for retention in (keeping.retention for keeping in keepings(table)):
            if retention.months:
                amounts = {str(retention.months), str(retention.months // 12)}
                assert amounts & set(retention.text.replace(".", " ").split()), retention.text


def test_every_path_leads_to_a_child_or_an_account():
    for table in TABLES:
        for path in (
            *table.child,
            *table.account,
            *filter(None, [table.own, table.holds and table.holds[0]]),
        ):
            assert QuerySet(table.model).filter(**{path: 1}).query.where
        shared = set(table.shared.split())
        assert shared <= names_of(table.model) and (not shared or table.own)


def test_every_row_that_hangs_on_a_person_is_found_by_a_path():
    """Foreign keys to a child or, where the row goes with it, to an account."""
    for model in apps.get_models():
        if model._meta.label in OF_NOBODY:
            continue
        table = table_of(model._meta.label)
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Child:
                assert field.name in table.child, f"{table.label}.{field.name}"
            elif isinstance(field, ForeignKey) and field.related_model is Account and not field.null:
                assert field.name in table.account, f"{table.label}.{field.name}"


def test_secrets_are_of_a_class_that_is_never_handed_out():
    words = ("password", "token", "hash", "secret", "session_key", "wrapped_key")
    for table in TABLES:
        for name, kind in table.kinds():
            if any(word in name for word in words) and table.label not in {"audit.Seal", "audit.Anchor"}:
                assert kind.data_class is DataClass.SECRET, f"{table.label}.{name}"
