"""The Django application of this module."""

from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.municipality"
    label = "municipality"
