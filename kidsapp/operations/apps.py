"""The Django application of this module."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.operations"
    label = "operations"
