"""The inbox: what happened, told in the language of whoever reads it."""

from typing import ClassVar

from django.db import models

from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scope import ScopedModel
from kidsapp.people.models import Account


class Message(ScopedModel):
    """A message to one account: a kind whose texts stand in the catalogue, and the facts they name."""

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    child_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["municipality", "account", "-sent_at"], name="message_inbox")
        ]
        ordering: ClassVar = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.account_id}"
