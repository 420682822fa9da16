"""The Django application of this module."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.messaging"
    label = "messaging"
