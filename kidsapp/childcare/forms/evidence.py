"""The step about many hours: why they are needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import StepForm, choice
from kidsapp.childcare.texts import GROUNDS


class EvidenceStep(StepForm):
    """The ground for hours that need one."""

    ground = choice(_("Warum brauchen Sie so viele Stunden?"), missing=_("Bitte wählen Sie einen Grund."))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the grounds."""
        super().__init__(*args, **options)
        self.offer("ground", [(key, _(name)) for key, name in GROUNDS.items()])

    def answers(self) -> dict[str, Any]:
        """The ground."""
        return {"ground": self.cleaned_data["ground"]}
