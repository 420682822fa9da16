"""Folding of names for search: "Straße", "STRASSE" and "Strasse" are the same word."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def folded(text: str) -> str:
    """Lower case, German umlauts spelt out, other accents dropped, punctuation to single spaces."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    spelt = re.sub(r"str\b\.?", "strasse", plain)
    return " ".join(re.findall(r"\w+", spelt))
