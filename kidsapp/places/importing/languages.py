"""Languages by code, from codes or from their German and English names."""

import re
from functools import cache

from babel import Locale

from kidsapp.kernel.folding import folded
from kidsapp.places.importing.cells import Cells

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", re.IGNORECASE)
LONGEST_CODE = 12


def language_codes(cells: Cells) -> tuple[str, ...]:
    """The codes of the languages in a row; a name that nobody knows is noted."""
    found = [
        _code(cells, part) for part in cells.items("languages", r"[,;/|+&]|\bund\b|\s(?=[a-z]{2}(?:\s|$))")
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _code(cells: Cells, written: str) -> str:
    if code := _codes_by_name().get(folded(written)):
        return code
    if _CODE.fullmatch(written) and written[:2].lower() in _known_codes() and len(written) <= LONGEST_CODE:
        return written.lower()
    cells.misfit("languages", written)
    return ""


@cache
def _codes_by_name() -> dict[str, str]:
    names = (pair for locale in ("en", "de") for pair in Locale(locale).languages.items())
    codes = ((folded(str(name)), str(code).replace("_", "-").lower()) for code, name in names)
    return {name: code for name, code in codes if len(code) <= LONGEST_CODE}


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(str(code) for code in Locale("de").languages if len(str(code)) == 2)
