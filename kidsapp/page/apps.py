"""The Django application of this module."""

from django.apps import AppConfig

from kidsapp.page.locales import keep_language_in_thread


class PageConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.page"
    label = "page"

    def ready(self) -> None:
        """Begin before the first text is read."""
        keep_language_in_thread()
