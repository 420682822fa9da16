"""Pictures of documents are written anew: without hidden facts, upright, no larger than legible."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from kidsapp.documents.refusals import UploadRefusal
from kidsapp.documents.rules import Kind

LONGEST_SIDE = 3600
"""A page of A4 at 300 dots an inch."""

QUALITY = 85
MOST_PIXELS = 50_000_000
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}


def written_anew(data: bytes, kind: Kind) -> bytes | UploadRefusal:
    """The picture without camera, place and time; or why it cannot be read."""
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[kind]]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return UploadRefusal.TOO_MANY_PIXELS
            return _encoded(opened, kind)
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
    picture.save(out, FORMATS[kind], quality=QUALITY)
    return out.getvalue()
