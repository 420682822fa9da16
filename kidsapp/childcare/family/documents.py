"""The list of documents with "add" and "remove", for any form of a family or the youth office.

The form around it says ``enctype="multipart/form-data"``. Its view calls ``take_documents`` on every POST,
so that a file chosen and not yet sent goes along with "Weiter"; ``is_about_documents`` says whether to stay
on the page.
"""

from dataclasses import dataclass

from kidsapp.audit.door import Request
from kidsapp.childcare import commands, policy
from kidsapp.childcare.models import CaseDocument, Draft, PreRegistration
from kidsapp.childcare.queries.documents import DocumentLine, document_for, documents_of
from kidsapp.kernel.refusals import Refused
from kidsapp.page.refusals import say

Purpose = CaseDocument.Purpose
Home = Draft | PreRegistration


@dataclass(frozen=True)
class DocumentsPanel:
    """What ``childcare/family/documents.html`` shows."""

    purpose: str
    field: str
    documents: list[DocumentLine]
    errors: tuple[str, ...]
    may_add: bool


def documents_panel(
    request: Request, home: Home, purpose: Purpose, errors: tuple[str, ...] = ()
) -> DocumentsPanel:
    """The documents of one purpose, and what went wrong with those just sent."""
    act = policy.attach_to_draft if isinstance(home, Draft) else policy.attach_document
    shown = documents_of(request.actor, home, purpose)
    return DocumentsPanel(
        purpose.value, field_of(purpose), shown, errors, bool(act.permits(request.actor, home))
    )


def field_of(purpose: Purpose) -> str:
    """The name of the field for new files."""
    return f"documents-{purpose.value}"


def is_about_documents(request: Request) -> bool:
    """Whether the button pressed was the panel's own: show the same page again."""
    return "attach" in request.POST or "remove-document" in request.POST


def take_documents(request: Request, home: Home, purpose: Purpose) -> tuple[str, ...]:
    """Remove what was asked to go, keep what came; the sentences say what could not be."""
    files = request.FILES.getlist(field_of(purpose))
    refusals = [
        *_removed(request),
        *(commands.attach_documents(request.actor, home, files, purpose, at=request.moment) if files else ()),
    ]
    return tuple(map(say, refusals))


def _removed(request: Request) -> list[Refused]:
    asked = request.POST.get("remove-document", "")
    document = document_for(request.actor, asked) if asked else None
    if document is None:
        return []
    refused = commands.remove_document(request.actor, document, at=request.moment)
    return [refused] if refused else []
