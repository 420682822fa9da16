"""Number and code, as a family types them from its paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import text


class TakeOverForm(forms.Form):
    """What stands on the printed confirmation."""

    number = text(_("Nummer der Vormerkung"), most=40, required=True, dir="ltr", autocomplete="off")
    code = text(
        _("Code"),
        most=40,
        required=True,
        dir="ltr",
        autocomplete="one-time-code",
        autocapitalize="none",
        spellcheck="false",
    )
