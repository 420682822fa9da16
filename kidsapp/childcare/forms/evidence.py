"""The step of the evidence: why many hours are needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import StepForm, choice
from kidsapp.childcare.texts import GROUNDS

YES, NO = "yes", "no"


class EvidenceStep(StepForm):
    """The ground, for hours that need one; documents are handed in beside it."""

    AT_COUNTER = {"ground": _("Warum braucht die Familie so viele Stunden?")}

    ground = choice(_("Warum brauchen Sie so viele Stunden?"), missing=_("Bitte wählen Sie einen Grund."))
    papers = choice(_("Hat die Familie Ihnen Papiere für das Jugendamt gegeben?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the grounds, if one is needed."""
        super().__init__(*args, **options)
        wanted = "" if not self.known.needs_ground else "papers" if self.known.is_at_kita else "ground"
        for name in {"ground", "papers"} - {wanted}:
            del self.fields[name]
        if wanted == "ground":
            self.offer("ground", [(key, _(name)) for key, name in GROUNDS.items()])
        if wanted == "papers":
            self.offer("papers", [(YES, _("Ja, wir schicken sie ungelesen weiter")), (NO, _("Nein"))])

    def answers(self) -> dict[str, Any]:
        """The ground; at a Kita, which must not know it, whether it sends papers on."""
        typed = self.cleaned_data
        return {"ground": typed.get("ground", ""), "sends_papers_on": typed.get("papers") == YES}
