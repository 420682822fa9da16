"""What is read of uploaded documents."""

from kidsapp.documents.models import Upload
from kidsapp.documents.ports import may_open
from kidsapp.kernel.actors import Actor


def upload_for(actor: Actor, public_id: str) -> Upload | None:
    """The document with this public id if its owner lets the actor open it."""
    upload: Upload | None = Upload.objects.filter(public_id=public_id).first()
    return upload if upload and may_open(actor, upload) else None
