"""A look inside PDF: what runs, sends, hides files or cannot be read is not kept."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from kidsapp.documents.refusals import UploadRefusal

ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent", "/EmbeddedFiles", "/EF"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie"}
"""Of the actions of ISO 32000-2, 12.6.4, those that do more than move the reader or open an address."""


def refusal_to_pdf(data: bytes) -> UploadRefusal | None:
    """Why a PDF is not kept: locked, broken or active; ``None`` for plain pages."""
    try:
        with pikepdf.open(BytesIO(data)) as document:
            if document.is_encrypted:
                return UploadRefusal.LOCKED
            return UploadRefusal.ACTIVE if any(map(_is_active, _dictionaries(document))) else None
    except pikepdf.PasswordError:
        return UploadRefusal.LOCKED
    except pikepdf.PdfError:
        return UploadRefusal.BROKEN


def _dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside others and in lists included."""
    waiting: list[Any] = [document.trailer, *document.objects]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = [found[name] for name in found.keys()]  # noqa: SIM118 (a stream is no mapping)
        elif isinstance(found, pikepdf.Array):
            inside = list(found)
        else:
            continue
        waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _is_active(found: Any) -> bool:
    names = set(found.keys())
    return bool(names & ACTIVE_KEYS) or ("/S" in names and str(found["/S"]) in ACTIVE_ACTIONS)
