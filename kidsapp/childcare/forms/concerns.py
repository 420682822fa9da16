"""What the second guardian answers, and what the youth office settles."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.rules import LONGEST_REMARK

LONGEST_NOTE = 500


class AgreementForm(forms.Form):
    """Whether the second guardian agrees, and what they want to add."""

    AGREE, OBJECT = "agree", "object"
    CHOICES: ClassVar = [(AGREE, _("Ja, ich stimme zu.")), (OBJECT, _("Nein, ich stimme nicht zu."))]

    answer = forms.ChoiceField(
        label=_("Stimmen Sie zu?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Antwort.")},
    )
    remark = forms.CharField(
        label=_("Möchten Sie etwas dazu sagen?"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Das liest nur das Jugendamt."),
    )


class NoteForm(forms.Form):
    """What was settled, for those who read it later."""

    note = forms.CharField(
        label=_("Was haben Sie geklärt?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur das Jugendamt liest das."),
        error_messages={"required": _("Bitte schreiben Sie auf, was Sie geklärt haben.")},
    )


class DuplicateForm(NoteForm):
    """Whether two cases are about one child, and which of them goes on."""

    DIFFERENT = "different"

    keep = forms.ChoiceField(
        label=_("Ist es dasselbe Kind?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Antwort.")},
    )
    shares_custody = forms.BooleanField(
        label=_("Alle Sorgeberechtigten beider Vormerkungen sehen danach das eine Kind."),
        required=False,
        help_text=_("Nur, wenn Sie das Sorgerecht geprüft haben."),
    )
    field_order = ("keep", "shares_custody", "note")

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **options: Any) -> None:
        """Offer both cases by public id and number."""
        super().__init__(*args, **options)
        goes_on = [
            (public_id, _("Dasselbe Kind: {number} geht weiter").format(number=number))
            for public_id, number in cases
        ]
        self.fields["keep"].choices = [*goes_on, (self.DIFFERENT, _("Verschiedene Kinder"))]  # type: ignore[attr-defined]

    def kept(self) -> str:
        """The public id of the case that goes on; empty when the children are different."""
        chosen = str(self.cleaned_data["keep"])
        return "" if chosen == self.DIFFERENT else chosen
