"""What Kitas type: groups, and answers to wishes; the rules decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.texts import DECLINE_REASONS


class AcceptForm(forms.Form):
    """Which group a child is offered a place in."""

    group = forms.ChoiceField(
        label=_("Gruppe"), error_messages={"required": _("Bitte wählen Sie eine Gruppe.")}
    )

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


class GroupForm(forms.Form):
    """Name, age bracket in years, and places of one group."""

    year = forms.IntegerField(min_value=2020, max_value=2100, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name der Gruppe"), max_length=80)
    age_from = forms.DecimalField(
        label=_("Ab Alter (Jahre)"), min_value=0, max_value=14, max_digits=4, decimal_places=2, localize=True
    )
    age_until = forms.DecimalField(
        label=_("Bis unter (Jahre)"), min_value=0, max_value=14, max_digits=4, decimal_places=2, localize=True
    )
    places = forms.IntegerField(label=_("Plätze"), min_value=0, max_value=200)
