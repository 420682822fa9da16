"""Keeping and removing uploaded files; called by the module that owns them, inside its own act."""

import secrets
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from kidsapp.documents.adapters.pdf import refusal_to_pdf
from kidsapp.documents.adapters.pictures import WRITTEN_AS, written_anew
from kidsapp.documents.adapters.virus_scan import ScannerAway, holds_virus
from kidsapp.documents.keys import newest
from kidsapp.documents.models import Upload
from kidsapp.documents.queries import content_of, wrapping_key
from kidsapp.documents.refusals import UploadRefusal
from kidsapp.documents.rules import Kind, clean_name, kind_of, refusal_to_keep, refusal_to_size, shown_name
from kidsapp.documents.sealing import rewrapped, sealed
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
    kept = _refusal_of_scanner(data) or _as_kept(data, kind)
    if isinstance(kept, UploadRefusal):
        return Refused(kept, {"file": shown})
    kind = WRITTEN_AS.get(kind, kind)
    return _write(actor, clean_name(shown, kind), kind, kept, child_id=child_id, at=at)


def _as_kept(data: bytes, kind: Kind) -> bytes | UploadRefusal:
    return written_anew(data, kind) if kind in WRITTEN_AS else refusal_to_pdf(data) or data


def _refusal_of_scanner(data: bytes) -> UploadRefusal | None:
    """What the virus scanner says, where the operator runs one; while it is away nothing is taken in."""
    if not settings.CLAMD_SOCKET:
        return None
    try:
        return UploadRefusal.VIRUS if holds_virus(data, path=settings.CLAMD_SOCKET) else None
    except ScannerAway:
        return UploadRefusal.NOT_CHECKED


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
    _seal(upload, data)
    return upload


def _seal(upload: Upload, data: bytes) -> None:
    """Seal by the newest key and the chosen cipher into a file of its own, and keep the row."""
    upload.key_number, upload.cipher = newest(settings.DOCUMENT_KEYS), settings.DOCUMENT_CIPHER
    key = wrapping_key(upload.key_number)
    made = sealed(data, key, name=upload.public_id, cipher=upload.cipher)
    upload.wrapped_key = made.wrapped_key
    name = secrets.token_hex(16)
    try:
        upload.file.save(name, ContentFile(made.content), save=False)
        upload.save()
    except BaseException:
        upload.file.storage.delete(upload.file.field.generate_filename(upload, name))
        raise


def remove_upload(upload: Upload) -> None:
    """Remove the row now, and the file once that is certain."""
    storage, name = upload.file.storage, str(upload.file.name)
    upload.delete()
    transaction.on_commit(lambda: storage.delete(name))


AT_ONCE = 500


def rewrap_documents() -> int:
    """Wrap the keys of the city's documents by its newest key; how many were still under an older one.

    The files stay as they are, and both keys open them meanwhile: nobody has to stop working.
    Cut off, it goes on where it was.
    """
    number, done = newest(settings.DOCUMENT_KEYS), 0
    while rows := _rewrapped(number):
        done += rows
    return done


def _rewrapped(number: int) -> int:
    with transaction.atomic():
        older = Upload.objects.select_for_update().exclude(key_number=number).order_by("pk")[:AT_ONCE]
        rows = list(older)
        for row in rows:
            keys = wrapping_key(row.key_number), wrapping_key(number)
            row.wrapped_key = rewrapped(bytes(row.wrapped_key), *keys, name=row.public_id, cipher=row.cipher)
            row.key_number = number
        Upload.objects.bulk_update(rows, ["wrapped_key", "key_number"])
    return len(rows)


def reseal_documents() -> int:
    """Seal anew what another cipher sealed in the city; how many. Cut off, it goes on where it was."""
    done = 0
    while _resealed():
        done += 1
    return done


def _resealed() -> bool:
    with transaction.atomic():
        others = Upload.objects.select_for_update().exclude(cipher=settings.DOCUMENT_CIPHER)
        row = others.order_by("pk").first()
        if row is not None:
            storage, before = row.file.storage, str(row.file.name)
            with closing(content_of(row)) as content:
                data = b"".join(content)
            _seal(row, data)
            transaction.on_commit(lambda: storage.delete(before))
    return row is not None
