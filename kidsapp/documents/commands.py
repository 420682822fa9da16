"""Keeping and removing uploaded files; called by the module that owns them, inside its own act."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from kidsapp.documents.adapters.pictures import written_anew
from kidsapp.documents.models import Upload
from kidsapp.documents.refusals import UploadRefusal
from kidsapp.documents.rules import Kind, clean_name, kind_of, refusal_to_keep, refusal_to_size, shown_name
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused


def keep_upload(actor: Actor, file: Any, *, at: datetime, child_id: int | None = None) -> Upload | Refused:
    """Keep a file as it came, a picture written anew; the owner has asked whether the actor may."""
    shown = shown_name(file.name or "")
    if refused := refusal_to_size(file.size, name=shown):
        return refused
    data = file.read()
    if refused := refusal_to_keep(data, name=shown):
        return refused
    kind = kind_of(data) or Kind.PDF
    kept = data if kind is Kind.PDF else written_anew(data, kind)
    if isinstance(kept, UploadRefusal):
        return Refused(kept, {"file": shown})
    return _write(actor, clean_name(shown, kind), kind, kept, child_id=child_id, at=at)


def _write(actor: Actor, name: str, kind: Kind, data: bytes, *, child_id: int | None, at: datetime) -> Upload:
    upload: Upload = Upload(
        child_id=child_id,
        uploaded_by_id=actor.account_id,
        name=name,
        content_type=kind.value.content_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        uploaded_at=at,
    ).in_scope()
    upload.file.save(secrets.token_hex(16), ContentFile(data), save=False)
    try:
        upload.save()
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def remove_upload(upload: Upload) -> None:
    """Remove the row now, and the file once that is certain."""
    storage, name = upload.file.storage, str(upload.file.name)
    upload.delete()
    transaction.on_commit(lambda: storage.delete(name))
