"""The Django application of this module."""

from django.apps import AppConfig


class ChildcareConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.childcare"
    label = "childcare"
