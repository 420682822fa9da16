"""The second step: from when, how many hours, at which times."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import choice, text
from kidsapp.childcare.forms.times import WeekTimes
from kidsapp.people.forms import DayField


class NeedStep(WeekTimes):
    """First day, hours a week, wanted times; moving in and urgent need if they apply."""

    AT_COUNTER = {
        "moves_in_on": _("Wann zieht die Familie her?"),
        "is_urgent": _("Die Familie braucht den Platz sofort"),
    }

    starts_on = DayField(label=_("Ab wann?"))
    hours = choice(_("Wie viele Stunden in der Woche?"), missing=_("Bitte wählen Sie die Stunden."))
    moves_in_on = DayField(label=_("Wann ziehen Sie her?"), required=False)
    is_urgent = forms.BooleanField(label=_("Wir brauchen den Platz sofort"), required=False)
    urgent_reason = text(_("Warum ist es dringend?"), most=500, rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the city's hours."""
        super().__init__(*args, **options)
        self.offer("hours", list(self.known.hours_names.items()))

    def clean(self) -> dict[str, Any]:
        """An urgent need has a reason; times are whole."""
        if self.cleaned_data.get("is_urgent"):
            self.require("urgent_reason")
        self.cleaned_data["times"] = self.week()
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """The need."""
        names = ("starts_on", "hours", "moves_in_on", "is_urgent", "urgent_reason", "times")
        return {name: self.cleaned_data[name] for name in names}
