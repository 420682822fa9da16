"""The questions of the survey on fringe hours."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.times import WeekTimes
from kidsapp.childcare.texts import SURVEY_AGES, SURVEY_REASONS
from kidsapp.kernel.opening_hours import Week


class SurveyForm(WeekTimes):
    """Times for each weekday, why, from what age, and where; nothing about the person."""

    from_age = forms.ChoiceField(
        label=_("Wie alt ist das Kind dann?"),
        choices=[(key, _(text)) for key, text in SURVEY_AGES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie ein Alter.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("Warum brauchen Sie diese Zeiten?"),
        choices=[(key, _(text)) for key, text in SURVEY_REASONS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    district = forms.ChoiceField(label=_("Wo wohnen Sie?"), required=False)
    needed: Week | None = None

    def __init__(self, *args: Any, districts: Sequence[tuple[str, str]], **options: Any) -> None:
        """Take the city's districts, key and name."""
        super().__init__(*args, **options)
        self.fields["district"].choices = [("", _("keine Angabe")), *districts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the week; at least one time has to stand there."""
        self.needed = self.week()
        if self.needed is None and not self.errors:
            self.add_error(None, _("Bitte tragen Sie mindestens eine Zeit ein."))
        return self.cleaned_data
