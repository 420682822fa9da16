"""The step of the evidence: why many hours are needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import StepForm, choice
from kidsapp.childcare.texts import GROUNDS


class EvidenceStep(StepForm):
    """The ground, for hours that need one; documents are handed in beside it."""

    ground = choice(_("Warum brauchen Sie so viele Stunden?"), missing=_("Bitte wählen Sie einen Grund."))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the grounds, if one is needed."""
        super().__init__(*args, **options)
        if self.known.needs_ground:
            self.offer("ground", [(key, _(name)) for key, name in GROUNDS.items()])
        else:
            del self.fields["ground"]

    def answers(self) -> dict[str, Any]:
        """The ground."""
        return {"ground": self.cleaned_data.get("ground", "")}
