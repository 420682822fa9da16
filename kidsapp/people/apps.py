"""The Django application of this module."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.people"
    label = "people"

    def ready(self) -> None:
        """See to it that little is kept of browsers that log in."""
        from kidsapp.people.adapters import devices

        devices.connect()
