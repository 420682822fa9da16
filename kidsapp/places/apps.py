"""The Django application of this module."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.places"
    label = "places"
