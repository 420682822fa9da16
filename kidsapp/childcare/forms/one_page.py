"""What families type on one page; read into values, the rules decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.people.models import Child

NEW_CHILD = "new"
NEW_CHILD_FIELDS = ("given_name", "family_name", "born_on")
DATE_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y"]
DATE_ERROR = _("Bitte so schreiben: 3.10.2024")
NAME_LENGTH, REMARK_LENGTH = 120, 2000


class GermanDateField(forms.DateField):
    """A day typed as TT.MM.JJJJ in one field, so that it works on every phone."""

    def __init__(self, **options: Any) -> None:
        """Take a date field's options."""
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"}),
            error_messages={"invalid": DATE_ERROR, "required": _("Bitte Tag, Monat und Jahr eintragen.")},
            **options,
        )


class PreRegistrationForm(forms.Form):
    """One page: which child, from when, how many hours; the wishes stand beside it as a list."""

    form_key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    child = forms.ChoiceField(label=_("Für welches Kind?"), widget=forms.RadioSelect)
    given_name = forms.CharField(
        label=_("Vorname des Kindes"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Bitte ausfüllen.")},
    )
    family_name = forms.CharField(
        label=_("Nachname des Kindes"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Bitte ausfüllen.")},
    )
    born_on = GermanDateField(label=_("Geburtstag"))
    starts_on = GermanDateField(label=_("Ab wann?"))
    hours = forms.ChoiceField(
        label=_("Wie viele Stunden in der Woche?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie die Stunden.")},
    )
    remark = forms.CharField(
        label=_("Was soll die Kita noch wissen?"),
        max_length=REMARK_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, children: list[Child], hours_names: dict[str, str], **options: Any
    ) -> None:
        """Offer the family's children and the city's hours."""
        super().__init__(*args, **options)
        own = [(child.public_id, str(child)) for child in children]
        self._choice("child").choices = [*own, (NEW_CHILD, _("Ein anderes Kind"))]
        self._choice("hours").choices = list(hours_names.items())
        if not own:
            self._choice("child").widget = forms.HiddenInput()
        is_known = self.is_bound and self.data.get("child", NEW_CHILD) != NEW_CHILD
        for name in NEW_CHILD_FIELDS:
            self.fields[name].required = not is_known

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        return field
