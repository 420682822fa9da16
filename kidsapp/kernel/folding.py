"""Folding of names for search: "Straße", "STRASSE" and "Strasse" are the same word."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"}
)
"""Letters that are no base letter with a sign, and are typed so by whoever has them on no key."""


def folded(text: str) -> str:
    """Lower case, letters of their own spelt out, accents dropped, punctuation to single spaces."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    spelt = re.sub(r"str\b\.?", "strasse", plain)
    return " ".join(re.findall(r"\w+", spelt))
