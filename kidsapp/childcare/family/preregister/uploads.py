"""Documents handed in with the form: evidence for many hours, and for the fee if the family likes."""

from collections.abc import Mapping
from types import MappingProxyType

from kidsapp.childcare.family.documents import DocumentsPanel, documents_panel, take_documents
from kidsapp.childcare.family.preregister.sheet import EVIDENCE, Sheet
from kidsapp.childcare.models import CaseDocument

Purpose = CaseDocument.Purpose
PURPOSES = (Purpose.HOURS, Purpose.FEE)
Unkept = Mapping[str, tuple[str, ...]]
"""Per purpose the sentences on what could not be kept."""

ALL_KEPT: Unkept = MappingProxyType({})


def take(sheet: Sheet, step: str) -> Unkept:
    """Keep and remove what was sent with the step, whichever button was pressed."""
    if step != EVIDENCE or sheet.draft is None:
        return ALL_KEPT
    said = {purpose.value: take_documents(sheet.request, sheet.draft, purpose) for purpose in PURPOSES}
    return {purpose: texts for purpose, texts in said.items() if texts}


def panels(sheet: Sheet, step: str, unkept: Unkept) -> dict[str, DocumentsPanel]:
    """The lists of the step, by purpose."""
    if step != EVIDENCE or sheet.draft is None:
        return {}
    return {
        purpose.value: documents_panel(sheet.request, sheet.draft, purpose, unkept.get(purpose.value, ()))
        for purpose in PURPOSES
    }
