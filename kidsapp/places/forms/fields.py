"""Fields that read what people write: times of day, kilometres, days."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.opening_hours import MINUTES_A_DAY, Span, clock_text

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:uhr|h)?", re.IGNORECASE)
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]
WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def minutes_from(text: str) -> int | None:
    """Minutes after midnight from 7, 7:30, 7.30 Uhr or 0730; nothing from anything else."""
    if (found := _TIME.fullmatch(text.strip())) is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2] or 0)
    return minutes if int(found[2] or 0) < 60 and minutes <= MINUTES_A_DAY else None


class MinuteInput(forms.TextInput):
    """A time of day; the browser's own clock where it has one."""

    input_type = "time"

    def format_value(self, value: Any) -> str | None:
        """``07:30`` as browsers want it; what cannot be read as it was typed."""
        minutes = minutes_from(value) if isinstance(value, str) else value
        return value if minutes is None else clock_text(minutes)


class MinuteField(forms.CharField):
    """A time of day, in minutes after midnight."""

    widget = MinuteInput
    default_error_messages = {"invalid": _("Bitte eine Uhrzeit wie 7:30 eintragen.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 20, **options})

    def clean(self, value: Any) -> int | None:
        """Minutes after midnight, or ``None`` for nothing."""
        if not (text := super().clean(value)):
            return None
        if (minutes := minutes_from(text)) is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return minutes


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


def day_text(value: date) -> str:
    """A day as people write it: 01.08.2027."""
    return f"{value:%d.%m.%Y}"


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


def span_of(form: forms.Form, name: str) -> Span | None:
    """The span of ``<name>_from`` and ``<name>_until``; half a span or a wrong one is told at its field."""
    begin, end = f"{name}_from", f"{name}_until"
    opens, closes = form.cleaned_data.get(begin), form.cleaned_data.get(end)
    if begin in form.errors or end in form.errors or (opens is None and closes is None):
        return None
    if opens is None:
        form.add_error(begin, _("Bitte auch eintragen, ab wann."))
    elif closes is None:
        form.add_error(end, _("Bitte auch eintragen, bis wann."))
    elif closes <= opens:
        form.add_error(end, _("Das Ende liegt nicht nach dem Beginn."))
    else:
        return Span(opens, closes)
    return None
