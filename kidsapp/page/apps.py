"""The Django application of this module."""

from django.apps import AppConfig


class PageConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.page"
    label = "page"
