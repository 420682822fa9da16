"""Documents as their families and the youth office see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kidsapp.childcare import policy
from kidsapp.childcare.models import CaseDocument, Draft, PreRegistration
from kidsapp.documents.models import Upload
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.questions import Question
from kidsapp.page.measures import number


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list; without a name it is somebody else's, of whom only that it is there is told."""

    public_id: str
    name: str
    size: str
    uploaded_at: datetime


def documents_of(actor: Actor, home: Draft | PreRegistration, purpose: str) -> list[DocumentLine]:
    """The documents of one purpose, oldest first; two statements, or one where there are none."""
    asked = OF_DRAFT if isinstance(home, Draft) else OF_CASE
    rows = asked.all(home=home.pk, purpose=str(purpose))
    found = CaseDocument.objects.filter(pk__in=[row.pk for row in rows])
    mine = set(policy.open_document.permitted(actor, found).values_list("pk", flat=True)) if rows else set()
    return [_line(row.upload, row.pk in mine) for row in rows]


def _listed(**values: Any) -> QuerySet[CaseDocument]:
    rows: Any = CaseDocument.objects.filter(**values).select_related("upload")
    found: QuerySet[CaseDocument] = rows.order_by("upload__uploaded_at", "pk")
    return found


OF_DRAFT = Question(lambda home, purpose: _listed(draft_id=home, purpose=purpose), home=int, purpose=str)
OF_CASE = Question(
    lambda home, purpose: _listed(preregistration_id=home, purpose=purpose), home=int, purpose=str
)


def _line(upload: Upload, is_readable: bool) -> DocumentLine:
    if not is_readable:
        return DocumentLine("", "", "", upload.uploaded_at)
    return DocumentLine(upload.public_id, upload.name, size_text(upload.size), upload.uploaded_at)


def size_text(size: int) -> str:
    """A size in the reader's way of writing: 240 kB, 1,8 MB."""
    if size < 1_000_000:
        return f"{number(max(round(size / 1000), 1))} kB"
    return f"{number(round(size / 1_000_000, 1))} MB"


def document_for(actor: Actor, public_id: str) -> CaseDocument | None:
    """The document with this public id if the actor may take it back."""
    rows = CaseDocument.objects.filter(upload__public_id=public_id).select_related("upload")
    found: CaseDocument | None = policy.remove_document.permitted(actor, rows).first()
    return found


def may_open_document(actor: Actor, upload: Upload) -> bool:
    """The answer to ``documents.ports``: the youth office, and whoever handed it in; never a Kita."""
    rows = CaseDocument.objects.filter(upload=upload)
    return bool(policy.open_document.permitted(actor, rows).exists())
