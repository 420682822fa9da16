"""Mails that wait, went out, or failed."""

from typing import ClassVar

from django.db import models

from kidsapp.municipality.scoped import ScopedModel


class Mail(ScopedModel):
    """A mail without personal details, written in the transaction of its act and sent after it."""

    class State(models.TextChoices):
        """The life of a mail."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        SETTLED = "settled"

    recipient = models.EmailField()
    sender = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index("municipality", "state", name="mail_state"),
            models.Index("municipality", "recipient", name="mail_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
