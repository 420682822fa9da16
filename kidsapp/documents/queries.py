"""What is read of uploaded documents."""

from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.core.files.base import File

from kidsapp.documents.models import Upload
from kidsapp.documents.ports import may_open
from kidsapp.documents.sealing import SEALED_CHUNK, city_key, opened
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.scope import current_municipality_id


def upload_for(actor: Actor, public_id: str) -> Upload | None:
    """The document with this public id if its owner lets the actor open it."""
    upload: Upload | None = Upload.objects.filter(public_id=public_id).first()
    return upload if upload and may_open(actor, upload) else None


class Content(Iterator[bytes]):
    """The parts of an open file; whoever sends them closes it, when all are sent or the reader has gone."""

    def __init__(self, file: "File[bytes]", parts: Iterator[bytes]) -> None:
        """Take over the file that the parts are read from."""
        self._file, self._parts = file, parts

    def __next__(self) -> bytes:
        """The next part."""
        return next(self._parts)

    def close(self) -> None:
        """Give the file back to the system."""
        self._file.close()


def wrapping_key(number: int) -> bytes:
    """The key of the city in scope below this master key; raises ``KeyError`` for one that is not there."""
    return city_key(settings.DOCUMENT_KEYS[number], current_municipality_id())


def content_of(upload: Upload) -> Content:
    """The document chunk by chunk; ``FileNotFoundError`` at once, ``Unsealable`` at what was changed."""
    file = upload.file.open("rb")
    key = wrapping_key(upload.key_number)
    parts = iter(partial(file.read, SEALED_CHUNK), b"")
    found = opened(parts, bytes(upload.wrapped_key), key, name=upload.public_id, cipher=upload.cipher)
    return Content(file, found)
