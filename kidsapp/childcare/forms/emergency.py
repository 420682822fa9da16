"""Which child an emergency is about, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import text
from kidsapp.people.commands.emergency import LONGEST_REASON
from kidsapp.people.forms import DayField


class EmergencyForm(forms.Form):
    """Name and birthday have to be known; nobody searches here."""

    given_name = text(_("Vorname des Kindes"), most=120, required=True, autocomplete="off")
    family_name = text(_("Nachname des Kindes"), most=120, required=True, autocomplete="off")
    born_on = DayField(label=_("Geburtstag"))
    reason = forms.CharField(
        label=_("Was ist los?"),
        max_length=LONGEST_REASON,
        help_text=_("Die Familie liest diesen Grund. Der Datenschutz bekommt ihn sofort."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Bitte schreiben Sie, was los ist."),
            "max_length": _("Das ist zu lang. Zwei Sätze reichen."),
        },
    )
