"""What Kitas type: groups, and answers to wishes; the rules decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.texts import DECLINE_REASONS, RETRACT_GROUNDS
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.people.forms import DayField

NO_NAMES: Mapping[str, str] = {}
LAST_MONTH = MONTHS_A_YEAR - 1


class AcceptForm(forms.Form):
    """Which group a child is offered a place in."""

    group = forms.ChoiceField(
        label=_("Gruppe"), error_messages={"required": _("Bitte wählen Sie eine Gruppe.")}
    )
    starts_on = DayField(label=_("Erster Tag"), required=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **options: Any) -> None:
        """Offer the groups that fit."""
        super().__init__(*args, **options)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why a child gets no place; the family reads it."""

    reason = forms.ChoiceField(
        label=_("Grund"),
        error_messages={"required": _("Bitte nennen Sie einen Grund. Die Familie liest ihn.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the listed reasons in the reader's language."""
        super().__init__(*args, **options)
        reasons = [(key, _(text)) for key, text in DECLINE_REASONS.items()]
        self.fields["reason"].choices = [("", _("Bitte wählen")), *reasons]  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Until when the family may answer."""

    until = DayField(label=_("Neue Frist: Antwort bis"))


class RetractForm(forms.Form):
    """Why an offer is taken back; family and youth office read it."""

    ground = forms.ChoiceField(
        label=_("Grund"),
        error_messages={
            "required": _("Bitte nennen Sie einen Grund. Die Familie und das Jugendamt lesen ihn.")
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the listed grounds in the reader's language."""
        super().__init__(*args, **options)
        grounds = [(key, _(text)) for key, text in RETRACT_GROUNDS.items()]
        self.fields["ground"].choices = [("", _("Bitte wählen")), *grounds]  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """Name, age bracket in years and months, hours, places and group form of one group."""

    year = forms.IntegerField(min_value=2020, max_value=2100, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name der Gruppe"), max_length=80)
    age_from_years = forms.IntegerField(label=_("Ab: Jahre"), min_value=0, max_value=14)
    age_from_months = forms.IntegerField(
        label=_("und Monate"), min_value=0, max_value=LAST_MONTH, required=False
    )
    age_until_years = forms.IntegerField(label=_("Bis unter: Jahre"), min_value=0, max_value=14)
    age_until_months = forms.IntegerField(
        label=_("und Monate"), min_value=0, max_value=LAST_MONTH, required=False
    )
    places = forms.IntegerField(label=_("Plätze"), min_value=0, max_value=200)
    staying = forms.IntegerField(
        label=_("Davon bleiben Kinder aus diesem Jahr"), min_value=0, max_value=200, required=False
    )
    hours = forms.ChoiceField(label=_("Stunden"), required=False)
    form = forms.ChoiceField(label=_("Gruppenform"), required=False)

    def __init__(
        self,
        *args: Any,
        hours: Mapping[str, str] = NO_NAMES,
        law_forms: Mapping[str, str] = NO_NAMES,
        **options: Any,
    ) -> None:
        """Offer the city's hours models, and the group forms that the Land's law knows, if any."""
        super().__init__(*args, **options)
        self.fields["hours"].choices = [("", _("gemischt")), *hours.items()]  # type: ignore[attr-defined]
        self.fields["form"].choices = [("", _("keine")), *law_forms.items()]  # type: ignore[attr-defined]
        if not law_forms:
            del self.fields["form"]

    def clean(self) -> dict[str, Any]:
        """Join years and months."""
        cleaned = self.cleaned_data
        for end in ("from", "until"):
            years, months = cleaned.get(f"age_{end}_years"), cleaned.get(f"age_{end}_months")
            cleaned[f"{end}_months"] = (years or 0) * MONTHS_A_YEAR + (months or 0)
        return cleaned
