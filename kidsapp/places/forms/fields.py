"""Fields that read what people write: times of day, kilometres, days."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.opening_hours import minute_of

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:uhr|h)?", re.IGNORECASE)
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]
WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class MinuteInput(forms.TextInput):
    """A time of day; the browser's own clock where it has one."""

    input_type = "time"

    def format_value(self, value: Any) -> str | None:
        """``07:30`` from minutes; what was typed as it was typed."""
        return f"{value // 60:02d}:{value % 60:02d}" if isinstance(value, int) else value


class MinuteField(forms.CharField):
    """A time of day such as 7, 7:30, 7.30 Uhr or 0730, in minutes after midnight."""

    widget = MinuteInput
    default_error_messages = {"invalid": _("Bitte eine Uhrzeit wie 7:30 eintragen.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 20, **options})

    def clean(self, value: Any) -> int | None:
        """Minutes after midnight, or ``None`` for nothing."""
        if not (text := super().clean(value)):
            return None
        if (found := _TIME.fullmatch(text)) is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return minute_of(f"{int(found[1]):02d}:{found[2] or '00'}")
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class KilometresField(forms.CharField):
    """A distance such as 3, 1,5 or 2.5 km."""

    default_error_messages = {"invalid": _("Bitte 0,1 bis 50 km eintragen, zum Beispiel 3.")}
    nearest, farthest = 0.1, 50.0

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(**{"required": False, "max_length": 10, "widget": widget, **options})
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> float | None:
        """Kilometres, or ``None`` for nothing."""
        if not (text := super().clean(value)):
            return None
        number = text.lower().removesuffix("km").strip().replace(",", ".")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", number):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if not self.nearest <= (km := float(number)) <= self.farthest:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return km


class DayField(forms.DateField):
    """A day such as 1.8.2027."""

    default_error_messages = {"invalid": _("Bitte ein Datum wie 1.8.2027 eintragen.")}

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%d.%m.%Y")
        super().__init__(**{"required": False, "input_formats": DAY_FORMATS, "widget": widget, **options})

    def clean(self, value: Any) -> date | None:
        """The day, or ``None`` for nothing."""
        found: date | None = super().clean(value.strip()[:20] if isinstance(value, str) else value)
        return found
