"""What is typed about a contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.texts import END_REASONS
from kidsapp.people.forms import DayField


class ChangeContractForm(forms.Form):
    """Other hours or another group from a day on."""

    valid_from = DayField(label=_("Ab wann?"))
    hours = forms.ChoiceField(label=_("Stunden"))
    group = forms.ChoiceField(label=_("Gruppe"))

    def __init__(
        self, *args: Any, hours: list[tuple[str, str]], groups: list[tuple[str, str]], **options: Any
    ) -> None:
        """Offer the city's hours and the Kita's groups."""
        super().__init__(*args, **options)
        self.fields["hours"].choices = hours  # type: ignore[attr-defined]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class EndContractForm(forms.Form):
    """The last day and why."""

    last_day = DayField(label=_("Letzter Tag"))
    reason = forms.ChoiceField(
        label=_("Grund"), error_messages={"required": _("Bitte nennen Sie einen Grund für das Ende.")}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the reasons in the reader's language; a transfer writes itself."""
        super().__init__(*args, **options)
        reasons = [(key, _(text)) for key, text in END_REASONS.items() if key != "transfer"]
        self.fields["reason"].choices = [("", _("Bitte wählen")), *reasons]  # type: ignore[attr-defined]
