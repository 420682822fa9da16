"""Opening a document: the only way to a file, which never has an address of its own."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.documents import policy
from kidsapp.documents.queries import upload_for


@door(policy.open_document)
@require_safe
def document(request: Request, public_id: str) -> FileResponse:
    """Stream the file to whom its owner lets open it; no browser or proxy keeps a copy."""
    upload = upload_for(request.actor, public_id)
    if upload is None:
        raise Http404
    request.trail.shows(filter(None, [upload.child_id]))
    try:
        opened = upload.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, filename=upload.name, content_type=upload.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
