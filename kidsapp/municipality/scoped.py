"""The first wall between cities: rows that are read and made within the city in scope only."""

from typing import Any, Self

from django.db import models

from kidsapp.municipality.scope import current_municipality_id

ROWS_A_STATEMENT = 1000
"""PostgreSQL takes 65,535 parameters in one statement, and our widest table has 40 columns."""


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows of the city in scope; what is created belongs to it."""

    def create(self, **values: Any) -> Any:
        """Create a row in the city in scope."""
        values.setdefault("municipality_id", current_municipality_id())
        return super().create(**values)

    def bulk_create(self, objs: Any, batch_size: int | None = None, *args: Any, **options: Any) -> list[Any]:
        """Create rows in the city in scope."""
        rows = list(objs)
        for row in rows:
            row.municipality_id = row.municipality_id or current_municipality_id()
        return super().bulk_create(rows, batch_size or ROWS_A_STATEMENT, *args, **options)


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Filters by the city in scope; used for related objects too."""

    def get_queryset(self) -> ScopedQuerySet:
        """The rows of the city in scope."""
        return super().get_queryset().filter(municipality_id=current_municipality_id())  # type: ignore[no-any-return]


class ScopedModel(models.Model):
    """A row that belongs to one city."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    objects: "ScopedManager" = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def in_scope(self) -> Self:
        """The row itself, bound to the city in scope when it is new."""
        self.municipality_id = self.municipality_id or current_municipality_id()
        return self
