"""Every row belongs to a city, every foreign key is indexed, and nothing is a float that counts money."""

from django.apps import apps
from django.core.management import call_command
from django.db import models

from kidsapp.municipality.scoped import ScopedModel

GLOBAL = {
    "Municipality": "the city itself",
    "Account": "one person may have roles in several cities",
}


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("kidsapp.")]


def test_every_model_is_scoped_to_a_municipality_or_listed_as_global():
    unscoped = {model.__name__ for model in own_models() if not issubclass(model, ScopedModel)}
    assert unscoped == set(GLOBAL)


def test_related_rows_of_scoped_models_are_scoped_too():
    wrong = [
        model.__name__
        for model in own_models()
        if issubclass(model, ScopedModel) and model._meta.base_manager_name != "objects"
    ]
    assert not wrong


def test_every_foreign_key_is_indexed():
    for model in own_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                assert field.db_index or field.unique, f"{model.__name__}.{field.name}"


def test_money_is_whole_cents_and_every_moment_knows_its_zone(settings):
    assert settings.USE_TZ
    for model in own_models():
        for field in model._meta.get_fields():
            if field.name.endswith("_cents"):
                assert isinstance(field, models.IntegerField), f"{model.__name__}.{field.name}"
            assert not isinstance(field, models.TimeField), f"{model.__name__}.{field.name}: minutes, please"


def test_unique_constraints_name_the_city_first():
    for model in own_models():
        for constraint in model._meta.constraints:
            if issubclass(model, ScopedModel) and isinstance(constraint, models.UniqueConstraint):
                names = constraint.fields or [str(e.name) for e in constraint.expressions]
                assert names[0] == "municipality", f"{model.__name__}: {constraint.name}"


def test_the_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
