"""What a family has begun and not yet sent, and the documents that belong to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kidsapp.childcare.models.cases import PreRegistration
from kidsapp.documents.models import Upload
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account, Child
from kidsapp.places.models import Facility


class Draft(ScopedModel):
    """A form in progress: what was typed at each step, as it was typed; on every device of the account."""

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=12, choices=PreRegistration.Origin)
    facility = models.ForeignKey(
        Facility,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name="the Kita at whose counter it is typed",
    )
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="+")
    changes = models.ForeignKey(
        PreRegistration,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name="the sent one that it changes",
    )
    typed = models.JSONField("typed values by step and field", default=dict)
    step = models.CharField("the step to go on with", max_length=20, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent = models.ForeignKey(PreRegistration, models.CASCADE, null=True, related_name="+")

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["municipality", "account", "-saved_at"], name="draft_newest")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class CaseDocument(ScopedModel):
    """An uploaded document of a draft or a case, and what it is for."""

    class Purpose(models.TextChoices):
        """What it proves; documents for the fee wait for the fee office."""

        HOURS = "hours"
        FEE = "fee"
        CUSTODY = "custody"

    upload = models.OneToOneField(Upload, models.CASCADE, related_name="case_document")
    purpose = models.CharField(max_length=10, choices=Purpose)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="documents")
    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, null=True, related_name="documents")

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(preregistration__isnull=False),
                name="document_has_draft_or_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.upload_id}"
