"""Answers to the questions that lower modules ask upward: the only place where ports are filled."""

from django.urls import reverse

from kidsapp.childcare.queries.documents import may_open_document
from kidsapp.childcare.queries.kita import free_places
from kidsapp.childcare.texts import MESSAGES
from kidsapp.documents.ports import OWNERS
from kidsapp.messaging.ports import TEXTS
from kidsapp.page.ports import SHELL
from kidsapp.places.ports import FREE_PLACES, WISHES
from kidsapp.web.shell import shell_of


def wire() -> None:
    """Fill every port; called once when the application is ready."""
    SHELL.make = shell_of
    TEXTS.update(MESSAGES)
    OWNERS[:] = [may_open_document]
    FREE_PLACES.of = free_places
    WISHES.url = lambda: reverse("preregister")
