"""Uploaded documents; what each is for, and who may open it, is known by the module that keeps it."""

from typing import ClassVar

from django.db import models

from kidsapp.documents.sealing import FIRST_CIPHER
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account, Child


class Upload(ScopedModel):
    """A file as it was uploaded, after it was checked; what lies on the disk is sealed under its own key."""

    public_id = PublicIdField()
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="+")
    uploaded_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    name = models.CharField("as the family named it", max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    key_number = models.PositiveSmallIntegerField("the master key whose city key wraps the document's own")
    cipher = models.PositiveSmallIntegerField("number of what sealed it", default=FIRST_CIPHER)
    wrapped_key = models.BinaryField("the document's own key, wrapped")
    file = models.FileField(upload_to="uploads", max_length=200)
    uploaded_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name
