"""What the data protection officer asks the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kidsapp.audit.ports import TEXTS
from kidsapp.people.forms import DayField
from kidsapp.people.rules import LONGEST_EMAIL, LONGEST_NAME


def _acts() -> list[tuple[str, str]]:
    """What may have been done, in the reader's order; acts that are called alike are one choice."""
    first = {text: name for name, text in reversed(TEXTS.items())}
    named = sorted((gettext(text), name) for text, name in first.items())
    return [("", gettext("alles")), *((name, text) for text, name in named)]


def called_like(name: str) -> list[str]:
    """The names of all acts that are called the same as one of them."""
    return [each for each, text in TEXTS.items() if text == TEXTS.get(name)]


class AuditSearchForm(forms.Form):
    """From and until which day; by whom, about which child, and what was done."""

    von = DayField(label=_("Vom"))
    bis = DayField(label=_("Bis zum"))
    wer = forms.EmailField(
        label=_("Wer hat hingesehen? E-Mail-Adresse"), required=False, max_length=LONGEST_EMAIL
    )
    kind = forms.CharField(
        label=_("Vor- und Nachname des Kindes"), required=False, max_length=2 * LONGEST_NAME
    )
    kindnummer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    was = forms.ChoiceField(label=_("Was?"), required=False, choices=_acts)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("von") and typed.get("bis") and typed["von"] > typed["bis"]:
            self.add_error("bis", _("Dieser Tag liegt vor dem ersten."))
        return typed
