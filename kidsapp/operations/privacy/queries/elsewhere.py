"""Whether another city still knows an account; an account itself belongs to none."""

from django.apps import apps
from django.db.models import ForeignKey, Q

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import current_municipality_id, municipality_scope
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account


def is_known_elsewhere(account_id: int) -> bool:
    """Whether a row of another city names the account; looked up city by city, behind each one's wall."""
    others = Municipality.objects.exclude(pk=current_municipality_id()).order_by("pk")
    for city in others:
        with municipality_scope(city.pk):
            if any(rows.exists() for rows in _rows_that_name(account_id)):
                return True
    return False


def _rows_that_name(account_id: int) -> list:  # type: ignore[type-arg]
    found = []
    for model in apps.get_models():
        if issubclass(model, ScopedModel):
            fields = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
            names = [field.attname for field in fields if field.related_model is Account]
            if names:
                paths = [Q(**{name: account_id}) for name in names]
                found.append(model.objects.filter(_any(paths)))
    return found


def _any(parts: list[Q]) -> Q:
    found = Q()
    for part in parts:
        found |= part
    return found
