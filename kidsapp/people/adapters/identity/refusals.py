"""Why a log-in at a provider opens no account, in words."""

from collections.abc import Mapping
from enum import StrEnum

from django.http import HttpResponseRedirect
from django.urls import reverse

from kidsapp.kernel.texts import message
from kidsapp.people.ports import LogInElsewhere


class Why(StrEnum):
    """What can be wrong; the value stands in the address of the page."""

    CANCELLED = "abgebrochen"
    FAILED = "fehlgeschlagen"
    TOO_WEAK = "zu-schwach"
    NOT_AGAIN = "nicht-neu"
    NO_ADDRESS = "ohne-adresse"
    NOT_INVITED = "nicht-eingeladen"
    SOMEBODY_ELSE = "anderes-konto"


TEXTS: Mapping[Why, str] = {
    Why.CANCELLED: message("Sie haben die Anmeldung abgebrochen."),
    Why.FAILED: message("Bitte versuchen Sie es noch einmal."),
    Why.TOO_WEAK: message("Dafür müssen Sie sich dort sicherer anmelden, zum Beispiel mit dem Ausweis."),
    Why.NOT_AGAIN: message("Von dort kam nur Ihre alte Anmeldung. Melden Sie sich dort bitte neu an."),
    Why.NO_ADDRESS: message("Von dort kam keine bestätigte E-Mail-Adresse. Ohne sie gibt es kein Konto."),
    Why.NOT_INVITED: message("Für Ihre Adresse gibt es hier keine Einladung. Fragen Sie bitte Ihre Leitung."),
    Why.SOMEBODY_ELSE: message("Das war eine andere Person als die, die hier angemeldet ist."),
}


def to_page(why: Why, provider: LogInElsewhere) -> HttpResponseRedirect:
    """To the page that says it: a page of its own, so that nothing is sent twice."""
    return HttpResponseRedirect(reverse("identity_refused", kwargs={"kind": provider.kind, "why": why.value}))
