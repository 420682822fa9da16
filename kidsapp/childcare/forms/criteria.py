"""What Kitas type about their own criteria; the rules decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kidsapp.childcare.queries.criteria import Tick
from kidsapp.page.measures import isolated

WHOLE_NUMBER = _("Bitte eine ganze Zahl von 0 bis 100.")


class CriterionForm(forms.Form):
    """Name and points of one criterion."""

    name = forms.CharField(
        label=_("Kriterium"),
        max_length=120,
        error_messages={"required": _("Bitte geben Sie dem Kriterium einen Namen.")},
    )
    points = forms.IntegerField(
        label=_("Punkte"), error_messages={"invalid": WHOLE_NUMBER, "required": WHOLE_NUMBER}
    )


class _Ticks(forms.MultipleChoiceField):
    """Boxes of which some may have gone since the page was made: the command says so, in our words."""

    def valid_value(self, _value: Any) -> bool:
        return True

    def validate(self, _value: Any) -> None:
        """None at all is an answer too."""


class TickForm(forms.Form):
    """Which criteria hold for a child, and which were ticked when the page was made."""

    met = _Ticks(label=_("Ihre Kriterien"), widget=forms.CheckboxSelectMultiple)
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ticks: Sequence[Tick] | None, **options: Any) -> None:
        """Offer the Kita's criteria with their points; none at all to who does not keep them."""
        self.is_kept, ticks = ticks is not None, ticks or ()
        met = [tick.public_id for tick in ticks if tick.is_met]
        super().__init__(*args, **options)
        self.initial = {"met": met, "before": " ".join(met)}
        self.fields["met"].choices = [(tick.public_id, _with_points(tick)) for tick in ticks]  # type: ignore[attr-defined]

    def clean_before(self) -> list[str]:
        """The public ids in it."""
        return str(self.cleaned_data["before"]).split()


def _with_points(tick: Tick) -> str:
    text = ngettext("{name}: {points} Punkt", "{name}: {points} Punkte", tick.points)
    return text.format(name=isolated(tick.name), points=tick.points)
