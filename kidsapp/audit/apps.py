"""The Django application of this module."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.audit"
    label = "audit"
