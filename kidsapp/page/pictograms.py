"""The names of the pictograms in ``static/page/sprite.svg``, which is drawn by hand, one symbol a line."""

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "page" / "sprite.svg"


@cache
def pictograms() -> tuple[str, ...]:
    """Every name that ``ui.icon`` knows, in the order of the sprite."""
    return tuple(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text("utf-8")))
