"""Answers to the questions that lower modules ask upward: the only place where ports are filled."""

from django.conf import settings
from django.urls import reverse

from kidsapp.audit import ports as audit
from kidsapp.childcare.family.preregister.search import is_in_search
from kidsapp.childcare.queries.documents import may_open_document
from kidsapp.childcare.queries.kita import free_places
from kidsapp.childcare.texts import MESSAGES
from kidsapp.documents.ports import OWNERS
from kidsapp.messaging.ports import TEXTS
from kidsapp.page.ports import SHELL
from kidsapp.places.adapters.geocoder import geocoder_at
from kidsapp.places.ports import FREE_PLACES, GEOCODER, WISHES
from kidsapp.web.act_texts import ACT_TEXTS, OTHER_ACT_TEXTS
from kidsapp.web.shell import shell_of


def wire() -> None:
    """Fill every port; called once when the application is ready."""
    SHELL.make = shell_of
    audit.TEXTS.update({**ACT_TEXTS, **OTHER_ACT_TEXTS})
    TEXTS.update(MESSAGES)
    OWNERS[:] = [may_open_document]
    FREE_PLACES.of = free_places
    GEOCODER.find = geocoder_at(settings.GEOCODER_URL)
    WISHES.url = lambda: reverse("preregister")
    WISHES.is_form_open = is_in_search
