"""The Django application of this module."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.places"
    label = "places"

    def ready(self) -> None:
        """Addresses are looked up in the city's own lists unless ``web`` names a service."""
        from kidsapp.places.adapters.gazetteer import find_in_gazetteer
        from kidsapp.places.ports import GEOCODER

        GEOCODER.find = find_in_gazetteer
