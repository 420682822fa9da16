"""The process that looks into one PDF: bytes in, the name of a refusal out, within fixed memory and time.

It is called by ``pdf.py``, knows neither settings nor database, and inherits no environment.
"""

import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MEMORY, SECONDS = 1_000_000_000, 10
"""A file of 10 MB with ordinary pages takes a tenth of that (tests/test_bombs.py)."""
UNPACKED = 64_000_000
UNSEEN = ("limit exceeded", "unfilterable stream")
"""What qpdf says of objects that it did not unpack: whatever is in them, others may unpack it."""
ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent", "/EmbeddedFiles", "/EF"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie"}
"""Of the actions of ISO 32000-2, 12.6.4, those that do more than move the reader or open an address."""


def look(data: bytes) -> str:
    """The name of the refusal, or nothing."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as document:
            if document.is_encrypted:
                return "LOCKED"
            is_active = any(map(_is_active, _dictionaries(document)))
            if any(said in warning for warning in document.get_warnings() for said in UNSEEN):
                return "BROKEN"
            return "ACTIVE" if is_active else ""
    except pikepdf.PasswordError:
        return "LOCKED"
    except pikepdf.PdfError:
        return "BROKEN"


def _dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary of the file, those inside others and in lists included."""
    import pikepdf

    waiting: list[Any] = [document.trailer, *document.objects]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = [found[name] for name in found.keys()]  # noqa: SIM118 (a stream is no mapping)
        elif isinstance(found, pikepdf.Array):
            inside = list(found)
        else:
            continue
        waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _is_active(found: Any) -> bool:
    names = set(found.keys())
    return bool(names & ACTIVE_KEYS) or ("/S" in names and str(found["/S"]) in ACTIVE_ACTIONS)


def _limit() -> None:
    """Before anything is read: so much memory and time, and no more."""
    from pikepdf import settings

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settings.set_qpdf_limits(
        flate_max_memory=UNPACKED,
        png_max_memory=UNPACKED,
        run_length_max_memory=UNPACKED,
        tiff_max_memory=UNPACKED,
    )


if __name__ == "__main__":
    _limit()
    sys.stdout.write(look(sys.stdin.buffer.read()))
