"""The Django application of this module."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the module under its plain name."""

    name = "kidsapp.documents"
    label = "documents"
