"""A PDF made for one reader, as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_answer(content: bytes, name: str, *, is_download: bool = False) -> HttpResponse:
    """The file under a name in any script; no browser or proxy keeps a copy."""
    where = content_disposition_header(is_download, f"{name}.pdf") or ""
    headers = {"Content-Disposition": where, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
