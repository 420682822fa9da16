"""The audit line: who did what to whom and when; ids only, appended, never changed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kidsapp.municipality.scoped import ScopedModel


class AuditLine(ScopedModel):
    """One act; ``children`` names every child whose record was shown or changed."""

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    children = ArrayField(models.BigIntegerField(), default=list)
    subjects = models.JSONField(default=dict)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "at", name="audit_line_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"
