"""The Django application of this module."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.outbox"
    label = "outbox"
