"""What was erased, and what somebody asked to have erased; ids only."""

from typing import ClassVar

from django.db import models

from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account, Child


class Erasure(ScopedModel):
    """A person who was erased on request: applied again after a restore (decision 0019); appended only."""

    class Whom(models.TextChoices):
        """Whose name it is."""

        CHILD = "child"
        ACCOUNT = "account"

    whom = models.CharField(max_length=8, choices=Whom)
    name = models.CharField("the public id, which is never given out twice", max_length=24)
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "whom", "name", name="erased_once"),
        ]

    def __str__(self) -> str:
        return f"{self.whom} {self.name}"


class ErasureRequest(ScopedModel):
    """A family's wish to have a child, or the whole account, erased; the youth office decides."""

    class State(models.TextChoices):
        """Asked, or kept because a law says so; what was granted is gone with the person."""

        ASKED = "asked"
        KEPT = "kept"

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    ground = models.CharField("the law for which it is kept", max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"request {self.pk}: {self.state}"
