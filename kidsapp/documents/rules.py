"""What a file is by its first bytes, whether it may be kept, and its cleaned name; pure functions."""

import unicodedata
from dataclasses import dataclass
from enum import Enum

from kidsapp.documents.refusals import UploadRefusal as Why
from kidsapp.kernel.refusals import Refused

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1_000_000
LONGEST_NAME = 80
END_OF_PDF, LAST_BYTES_OF_PDF = b"%%EOF", 2048
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class _Kind:
    content_type: str
    ending: str
    start: bytes


class Kind(Enum):
    """What we take; told by the first bytes, never by the name. Phones' HEIC is kept as JPEG."""

    PDF = _Kind("application/pdf", ".pdf", b"%PDF-")
    JPEG = _Kind("image/jpeg", ".jpg", b"\xff\xd8\xff")
    PNG = _Kind("image/png", ".png", b"\x89PNG\r\n\x1a\n")
    HEIC = _Kind("image/heic", ".heic", b"\x00\x00\x00")


def kind_of(data: bytes) -> Kind | None:
    """The kind of a file by its first bytes, ``None`` for what we do not take."""
    found = next((kind for kind in Kind if data.startswith(kind.value.start)), None)
    is_heic = data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS
    return found if found is not Kind.HEIC or is_heic else None


def refusal_to_size(size: int, *, name: str) -> Refused | None:
    """Why a file of so many bytes is not even read, or ``None``."""
    if size == 0:
        return Refused(Why.EMPTY, {"file": name})
    if size > MOST_BYTES:
        return Refused(Why.TOO_LARGE, {"file": name, "megabytes": MOST_MEGABYTES})
    return None


def refusal_to_keep(data: bytes, *, name: str) -> Refused | None:
    """Why a file is not kept, as far as its bytes tell, or ``None``; pictures are decoded elsewhere."""
    if refused := refusal_to_size(len(data), name=name):
        return refused
    kind = kind_of(data)
    if kind is None:
        return Refused(_why_unknown(data), {"file": name})
    if kind is Kind.PDF and END_OF_PDF not in data[-LAST_BYTES_OF_PDF:]:
        return Refused(Why.BROKEN, {"file": name})
    return None


def _why_unknown(data: bytes) -> Why:
    return Why.OFFICE_FILE if data.startswith(OFFICE_STARTS) else Why.UNKNOWN_KIND


def shown_name(name: str) -> str:
    """The name without folders, control signs and signs that turn the direction of writing; never empty."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in unicodedata.normalize("NFC", last) if sign.isprintable())
    return " ".join(printable.split()).strip(". ")[:LONGEST_NAME] or "Dokument"


def clean_name(name: str, kind: Kind) -> str:
    """The shown name with the ending of what the file really is."""
    shown = shown_name(name)
    stem, dot, ending = shown.rpartition(".")
    is_ending = bool(dot and stem.strip()) and len(ending) <= 5 and ending.isalnum()
    return (stem if is_ending else shown).rstrip(". ")[: LONGEST_NAME - 4] + kind.value.ending
