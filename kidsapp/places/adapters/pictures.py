"""Pictures that people upload become small JPEGs without hidden facts (place, camera, time)."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1200
QUALITY = 82
MOST_PIXELS = 50_000_000
READABLE = ("JPEG", "PNG")


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A JPEG of at most 1200 pixels a side."""

    jpeg: bytes
    width: int
    height: int


def small_picture(data: bytes) -> SmallPicture | None:
    """The picture anew and small, or ``None`` for what is no JPEG or PNG, is broken, or is huge unpacked."""
    try:
        with Image.open(BytesIO(data), formats=READABLE) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            return _small(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _small(picture: Image.Image) -> SmallPicture:
    flat = picture.convert("RGBA")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture_on_white = Image.new("RGB", flat.size, "white")
    picture_on_white.paste(flat, mask=flat.getchannel("A"))
    out = BytesIO()
    picture_on_white.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return SmallPicture(out.getvalue(), *picture_on_white.size)
