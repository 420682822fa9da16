"""The sealed file: the dump in parts, the files, at the end the manifest; one stream out, one stream in."""

import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from kidsapp.operations.backup.manifest import Manifest, manifest_of
from kidsapp.operations.backup.sealing import SealedReader, SealedWriter, Secret, Unreadable

DUMP, FILES, MANIFEST = "database/", "files/", "manifest.json"
PART = 4 * 1024 * 1024


@contextmanager
def writing_archive(target: Path, secret: Secret) -> Iterator[tarfile.TarFile]:
    """An archive that stands under its name only when it is whole and on the disk."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            sealed = SealedWriter(file, secret)
            with tarfile.open(fileobj=sealed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
                yield archive
            sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        _sync_folder(target.parent)
    except FileExistsError:
        raise
    except BaseException:
        with suppress(FileNotFoundError):
            partial.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def add_dump(archive: tarfile.TarFile, source: IO[bytes]) -> list[Any]:
    """Write the dump in parts, since nobody knows its length beforehand; its bytes and hash."""
    digest, size, number = sha256(), 0, 0
    while part := source.read(PART):
        digest.update(part)
        size, number = size + len(part), number + 1
        add_bytes(archive, f"{DUMP}{number:08d}", part)
    return [size, digest.hexdigest()]


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Write one entry."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def add_file(archive: tarfile.TarFile, path: Path, name: str) -> list[Any] | None:
    """Write one file; its bytes and hash, or nothing when it was removed meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        entry = tarfile.TarInfo(f"{FILES}{name}")
        entry.size = os.fstat(file.fileno()).st_size
        through = _Hashing(file)
        archive.addfile(entry, through)
    return [entry.size, through.digest.hexdigest()]


class _Hashing:
    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def read_archive(
    source: Path,
    secret: Secret,
    *,
    of_dump: Callable[[bytes], object] = len,
    of_file: Callable[[str, IO[bytes]], object] | None = None,
) -> Manifest:
    """Walk through the archive to its end; every part of the dump and every file is handed on.

    Raises ``Unreadable`` when a byte is not as it was written, or the end is not the end.
    """
    manifest = None
    with source.open("rb") as file, _entries(SealedReader(file, secret)) as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            if content is None:
                raise Unreadable(f"{entry.name} is no file")
            if entry.name.startswith(DUMP):
                of_dump(content.read())
            elif entry.name.startswith(FILES) and of_file:
                of_file(entry.name.removeprefix(FILES), content)
            elif entry.name == MANIFEST:
                manifest = manifest_of(content.read())
        _to_the_end(archive)
    if manifest is None:
        raise Unreadable("the backup has no manifest")
    return manifest


@contextmanager
def _entries(opened: Any) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(fileobj=opened, mode="r|") as archive:
            yield archive
    except tarfile.TarError as error:
        raise Unreadable(f"the archive is damaged: {error}") from None


def _to_the_end(archive: tarfile.TarFile) -> None:
    """What comes after the last entry is read too: the end of the file is authenticated by its last piece."""
    source: Any = archive.fileobj
    while source.fileobj.read(PART):
        pass
