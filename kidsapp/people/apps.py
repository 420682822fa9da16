"""The Django application of this module."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.people"
    label = "people"
