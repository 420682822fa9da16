"""Opening a document: the only way to a file, which never has an address of its own."""

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.documents import policy
from kidsapp.documents.queries import content_of, upload_for


@door(policy.open_document)
@require_safe
def document(request: Request, public_id: str) -> StreamingHttpResponse:
    """Stream the file to whom its owner lets open it; no browser or proxy keeps a copy."""
    upload = upload_for(request.actor, public_id)
    if upload is None:
        raise Http404
    request.trail.shows(filter(None, [upload.child_id]))
    try:
        content = content_of(upload)
    except FileNotFoundError:
        raise Http404 from None
    where = content_disposition_header(False, upload.name)
    headers = {"Content-Length": str(upload.size), "Content-Disposition": where or "inline"}
    headers |= {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(content, content_type=upload.content_type, headers=headers)
