"""What the youth office types about letters: the day of posting, why one came back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.paper_texts import RETURN_REASONS
from kidsapp.people.forms import DayField


class PostedForm(forms.Form):
    """On which day letters were handed to the post: today or in the last weeks, never ahead."""

    on = DayField(label=_("Zur Post gegeben am"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        """Know today; an untouched form says today."""
        super().__init__(*args, **options)
        self.initial["on"], self.today = today, today

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Dieser Tag liegt in der Zukunft."))
        return on


class ReceivedForm(forms.Form):
    """On which day a paper came in: today or earlier; the commands know what else stands against a day."""

    received_on = DayField(label=_("Eingegangen am"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        """Know today; an untouched form says today."""
        super().__init__(*args, **options)
        self.initial["received_on"] = today


class AgreementReceivedForm(ReceivedForm):
    """The same with what the second guardian wrote on it."""

    remark = forms.CharField(label=_("Was steht noch auf dem Papier?"), max_length=500, required=False)


class ReturnForm(forms.Form):
    """Why the post brought a letter back."""

    reason = forms.ChoiceField(
        label=_("Was steht auf dem Umschlag?"),
        error_messages={"required": _("Bitte wählen Sie eine Antwort.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer what the post writes on envelopes."""
        super().__init__(*args, **options)
        reasons = [(key, _(text)) for key, text in RETURN_REASONS.items()]
        self.fields["reason"].choices = [("", _("Bitte wählen")), *reasons]  # type: ignore[attr-defined]
