"""Files as browsers send them; all invented."""

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

EXIF_ORIENTATION, EXIF_MAKE = 0x0112, 0x010F


def _empty_page() -> bytes:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.save(out, static_id=True)
    return out.getvalue()


PDF = _empty_page()


def pdf(name: str = "Arbeitszeit.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """A small PDF."""
    return SimpleUploadedFile(name, data, "application/pdf")


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, camera: str = "") -> bytes:
    """A red picture; with a camera's name and lying on its side if one is given."""
    out, exif = BytesIO(), Image.Exif()
    if camera:
        exif[EXIF_MAKE], exif[EXIF_ORIENTATION] = camera, 6
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return out.getvalue()


def photo(name: str = "IMG_0815.JPG", **options) -> SimpleUploadedFile:
    """A photograph."""
    return SimpleUploadedFile(name, picture_bytes(**options), "image/jpeg")
