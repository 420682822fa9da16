"""The first step: which child."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import StepForm, choice
from kidsapp.people.forms import DayField, NameField
from kidsapp.people.models import Custody
from kidsapp.people.rules import ChildRecord, refusals_to_child
from kidsapp.people.texts import CUSTODY_NAMES

NEW_CHILD = "new"
NEW_CHILD_FIELDS = ("given_name", "family_name", "born_on", "custody")


class ChildStep(StepForm):
    """A child that the family has entered already, or a new one."""

    AT_COUNTER = {"custody": _("Welches Sorgerecht hat die Person, die das Kind anmeldet?")}

    child = choice(_("Für welches Kind?"))
    given_name = NameField(_("Vorname des Kindes"))
    family_name = NameField(_("Nachname des Kindes"))
    born_on = DayField(label=_("Geburtstag"), help_text=_("Zum Beispiel 3.10.2024"))
    custody = choice(
        _("Welches Sorgerecht haben Sie?"), missing=_("Bitte wählen Sie aus, welches Sorgerecht Sie haben.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the family's children; without any, only a new one."""
        super().__init__(*args, **options)
        own = [(child.public_id, str(child)) for child in self.known.children]
        self.offer("child", [*own, (NEW_CHILD, _("Ein anderes Kind"))])
        self.offer("custody", [(key, _(CUSTODY_NAMES[key])) for key in Custody.Kind.values])
        if not own:
            self.fields["child"].widget = forms.HiddenInput()
            self.fields["child"].initial = NEW_CHILD
        for name in NEW_CHILD_FIELDS:
            self.fields[name].required = not self._is_known()

    def _ask_about_somebody_else(self) -> None:
        """Custody is missed in other words too."""
        super()._ask_about_somebody_else()
        missing = _("Bitte wählen Sie aus, welches Sorgerecht die Person hat.")
        self.fields["custody"].error_messages["required"] = missing

    def _is_known(self) -> bool:
        ids = {child.public_id for child in self.known.children}
        return self.is_bound and self.data.get("child") in ids

    def clean(self) -> dict[str, Any]:
        """A new child's names and birth are as the rules want them."""
        typed = self.cleaned_data
        is_whole = {"given_name", "family_name", "born_on"} <= typed.keys()
        if typed.get("child") == NEW_CHILD and is_whole:
            for refused in refusals_to_child(self._record(), today=self.known.today):
                self.judge(refused.at_field, refused)
        return typed

    def _record(self) -> ChildRecord:
        typed = self.cleaned_data
        return ChildRecord(typed["given_name"], typed["family_name"], typed["born_on"]).tidied()

    def answers(self) -> dict[str, Any]:
        """The chosen child, or the record of a new one."""
        if self._is_known():
            return {"child": self.cleaned_data["child"]}
        return {"record": self._record(), "custody": self.cleaned_data["custody"]}
