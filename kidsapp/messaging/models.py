"""The inbox: what happened, told in the language of whoever reads it."""

from typing import ClassVar

from django.db import models

from kidsapp.messaging.states import LetterState
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account


class Message(ScopedModel):
    """A message to one account: a kind whose texts stand in the catalogue, and the facts they name.

    Without an account it is a letter to somebody who is only named; the module above knows the address.
    """

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="messages")
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


class Letter(ScopedModel):
    """A message on paper for somebody without an address for mail: made, printed, sent."""

    public_id = PublicIdField()
    message = models.OneToOneField(Message, models.CASCADE, related_name="letter")
    state = models.CharField(max_length=10, default=LetterState.MADE)
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    printed_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("handed to the post", null=True)
    sent_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    returned_at = models.DateTimeField("when the post brought it back", null=True)
    return_reason = models.CharField(max_length=20, blank=True)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "state", name="letter_state")]
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"letter {self.pk}"
