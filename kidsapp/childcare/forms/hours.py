"""What families and the youth office type about evidence for 45 hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.texts import GROUNDS, HOURS_REASONS
from kidsapp.people.forms import DayField

LONGEST_NOTE = 500


class GroundForm(forms.Form):
    """Why a family needs 45 hours."""

    ground = forms.ChoiceField(
        label=_("Warum brauchen Sie 45 Stunden?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie einen Grund.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the grounds in the reader's language."""
        super().__init__(*args, **options)
        self.fields["ground"].choices = [(key, _(text)) for key, text in GROUNDS.items()]  # type: ignore[attr-defined]


class EvidenceAnswerForm(forms.Form):
    """What the youth office answers; ``seen`` tells whether the evidence changed since it was shown."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Grund"),
        error_messages={"required": _("Bitte nennen Sie einen Grund. Die Familie liest ihn.")},
    )
    note = forms.CharField(
        label=_("Was soll die Familie noch wissen?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "de"}),
    )
    due_on = DayField(label=_("Nachfrage: bis wann?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the listed reasons in the reader's language; each answer needs other fields."""
        super().__init__(*args, **options)
        answer = self.data.get("answer", "ask")
        self.fields["reason"].required = answer != "approve"
        self.fields["due_on"].required = answer == "ask"
        reasons = [(key, _(text)) for key, text in HOURS_REASONS.items()]
        self.fields["reason"].choices = [("", _("Bitte wählen")), *reasons]  # type: ignore[attr-defined]
