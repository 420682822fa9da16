"""A look inside PDF: what runs, sends, hides files or cannot be read is not kept.

The look happens in a process of its own (``looking.py``): a file that unpacks to gigabytes ends that process
and nothing else, and whoever broke qpdf with one would find no secret of the installation there.
"""

import subprocess
import sys

from kidsapp.documents.refusals import UploadRefusal

LONGEST_LOOK_SECONDS = 15
ALONE = [sys.executable, "-I", "-m", "kidsapp.documents.adapters.looking"]


def refusal_to_pdf(data: bytes) -> UploadRefusal | None:
    """Why a PDF is not kept: locked, broken, active, or too large once unpacked; ``None`` for plain pages."""
    try:
        looked = subprocess.run(  # noqa: S603 (our own words; the file comes by the standard input)
            ALONE, input=data, capture_output=True, timeout=LONGEST_LOOK_SECONDS, env={}, check=True
        )
    except subprocess.SubprocessError:
        return UploadRefusal.BROKEN
    found = looked.stdout.decode()
    return UploadRefusal[found] if found else None
