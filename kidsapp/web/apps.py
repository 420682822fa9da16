"""The Django application of the edge."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Fills the ports once every module is loaded."""

    name = "kidsapp.web"
    label = "web"

    def ready(self) -> None:
        """Wire the modules together."""
        from kidsapp.web.wiring import wire

        wire()
