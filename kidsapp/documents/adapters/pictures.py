"""Pictures of documents are written anew: without hidden facts, upright, no larger than legible."""

from io import BytesIO

from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from kidsapp.documents.refusals import UploadRefusal
from kidsapp.documents.rules import Kind

LONGEST_SIDE = 3600
"""A page of A4 at 300 dots an inch."""

QUALITY = 85
MOST_PIXELS = 50_000_000
READ_AS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.HEIC: "HEIF"}
WRITTEN_AS = {Kind.JPEG: Kind.JPEG, Kind.PNG: Kind.PNG, Kind.HEIC: Kind.JPEG}
register_heif_opener()


def written_anew(data: bytes, kind: Kind) -> bytes | UploadRefusal:
    """The picture as the kind it is kept as, without camera, place and time; or why it cannot be read."""
    try:
        with Image.open(BytesIO(data), formats=[READ_AS[kind]]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return UploadRefusal.TOO_MANY_PIXELS
            return _encoded(opened, WRITTEN_AS[kind])
    except Image.DecompressionBombError:
        return UploadRefusal.TOO_MANY_PIXELS
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return UploadRefusal.BROKEN


def _encoded(opened: Image.Image, kind: Kind) -> bytes:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(opened).convert("RGB" if kind is Kind.JPEG else "RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new(upright.mode, upright.size)
    picture.paste(upright)
    out = BytesIO()
    picture.save(out, READ_AS[kind], quality=QUALITY)
    return out.getvalue()
