"""The audit line, the seals that chain lines, and the anchors that leave the house; appended, never changed.

The application's role may not change or delete a row of these tables (``municipality/walls.py``).
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.lookups import Exact

from kidsapp.municipality.scoped import ScopedModel

_HAS_TEXT = models.Func(
    "subjects",
    models.Value('strict $.* ? (@.type() != "number")'),
    function="jsonb_path_exists",
    template="%(function)s(%(expressions)s::jsonpath)",
    output_field=models.BooleanField(),
)
"""Whether something other than ids stands in a line: it could not be erased, so it must not get in."""


class AuditLine(ScopedModel):
    """One act; ``children`` names every child whose record was shown or changed."""

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    children = ArrayField(models.BigIntegerField(), default=list)
    subjects = models.JSONField(default=dict)
    back_to = models.DateField("the earliest day of which a record was shown", null=True)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "at", name="audit_line_at")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(_HAS_TEXT, False), name="audit_line_has_ids_only")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"


class ChildLine(ScopedModel):
    """A child that a line names: so that its lines are found among a million; ``verify`` compares both."""

    child = models.BigIntegerField()
    line = models.BigIntegerField()

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "line", name="child_line_of_line")]
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "child", "line", name="child_line_once")
        ]

    def __str__(self) -> str:
        return f"line {self.line}"


class Seal(ScopedModel):
    """A link of the chain: up to 1,000 lines in the order in which they were sealed (decision 0018)."""

    number = models.PositiveBigIntegerField("place in the chain, from 1 without gaps")
    sealed_at = models.DateTimeField()
    total = models.PositiveBigIntegerField("lines sealed up to here")
    last_line = models.BigIntegerField()
    lines = ArrayField(models.BigIntegerField())
    digests = models.BinaryField("32 bytes a line, in the order of the lines")
    hash = models.BinaryField("over the hash before and all of the above")

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint("municipality", "number", name="seal_once")]

    def __str__(self) -> str:
        return f"seal {self.number}: {self.total} lines"


class Anchor(ScopedModel):
    """The head of the chain on a day, as it was mailed to the data protection officers."""

    day = models.DateField()
    seal = models.PositiveBigIntegerField("number of the head")
    total = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint("municipality", "day", name="anchor_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.total} {bytes(self.hash).hex()}"
