"""Which names are meant by whoever types a part of one, without umlauts or with a slip.

"Kita St. Marien", "sankt marien" and "St.-Marien-Kindergarten" are the same name. What is typed beside it may
stand anywhere in what is known of the place ("Sonnenblume Wanne").
"""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache, lru_cache

from kidsapp.kernel.folding import folded

MOST_WORDS = 8
"""Longer texts are no name; the work of a search stays small however much is typed."""
SHORTEST_BEGINNING, SHORTEST_PART = 2, 4
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʼʹʻ", ""))
_UMLAUT = re.compile(r"([aou])e")
_KINDS = ("kindertageseinrichtung", "kindertagesstatte", "kindertagespflege", "kindergarten", "kita")
_FILLERS = "am an auf bei das dem den der des die e fur im in sankt st und v vom von zu zum zur"
_PLAIN = frozenset((*_KINDS, *_FILLERS.split(), "kiga", "tageseinrichtung", "tagespflege", "familienzentrum"))
_SHORT = {"evang": "ev", "kathol": "kath", "stadtisch": "stadt"}
"""Words that names shorten at will ("ev.", "evang.", "evangelische"), by their beginning."""
MOST_SLIPS = 2
_SLIPS_BY_LENGTH = ((9, MOST_SLIPS), (5, 1))


class Fit(IntEnum):
    """How a name fits what was typed, the best first."""

    SAME = 0
    BEGINS = 1
    HOLDS = 2
    ONE_SLIP = 3
    TWO_SLIPS = 4


NameTest = Callable[[str, str], Fit | None]


def name_test(typed: str) -> NameTest:
    """What tells how a name fits the typed text, given what else is known of the place; ``None``: not at all.

    Every telling word has to be found, and one of them in the name. "Kita" and the like tell nothing: alone
    they mean only the place that is called just so.
    """
    words = _words(typed)
    telling = tuple(dict.fromkeys(word for word in words if not _is_plain(word)))
    if not telling or len(telling) > MOST_WORDS:
        return lambda name, _beside: Fit.SAME if words and _words(name) == words else None
    return _test_of(telling)


def _test_of(telling: tuple[str, ...]) -> NameTest:
    known = cache(_fit_of_word)

    def best(word: str, text: str) -> Fit | None:
        return min((fit for other in _words(text) if (fit := known(word, other)) is not None), default=None)

    def test(name: str, beside: str) -> Fit | None:
        of_name = [best(word, name) for word in telling]
        if None in of_name and _is_joined(telling, name):
            return Fit.HOLDS
        if not any(fit is not None for fit in of_name):
            return None
        fits = [
            best(word, beside) if fit is None else fit for word, fit in zip(telling, of_name, strict=True)
        ]
        return None if None in fits else max(fit for fit in fits if fit is not None)

    return test


def _is_joined(telling: tuple[str, ...], name: str) -> bool:
    """Whether it is the same written in one word or several: "Sonnen Blume"."""
    joined = "".join(telling)
    return len(joined) >= SHORTEST_PART and joined in "".join(_words(name))


def _fit_of_word(typed: str, word: str) -> Fit | None:
    if typed == word:
        return Fit.SAME
    if len(typed) >= SHORTEST_BEGINNING and word.startswith(typed):
        return Fit.BEGINS
    if len(typed) >= SHORTEST_PART and typed in word:
        return Fit.HOLDS
    if not (most := _slips_allowed(typed)):
        return None
    nearest = min(_slips(typed, word), _slips(typed, word[: len(typed)]))
    return Fit(Fit.HOLDS + nearest) if nearest <= most else None


@lru_cache(20_000)
def _words(text: str) -> tuple[str, ...]:
    """The words as they are compared: ä, ae and a alike, abbreviations alike, "Waldkita" in two."""
    plain = _UMLAUT.sub(r"\1", folded(text.translate(_APOSTROPHES)))
    return tuple(_shortened(part) for word in plain.split() for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    kind = next((kind for kind in _KINDS if word.endswith(kind) and word != kind), "")
    return (word.removesuffix(kind), kind) if kind else (word,)


def _shortened(word: str) -> str:
    return next((short for begin, short in _SHORT.items() if word.startswith(begin)), word)


def _is_plain(word: str) -> bool:
    return word in _PLAIN or any(_slips(word, kind) <= _slips_allowed(word) for kind in _KINDS)


def _slips_allowed(word: str) -> int:
    """Short words differ from others by a letter, so only long ones may be mistyped."""
    return next((slips for length, slips in _SLIPS_BY_LENGTH if len(word) >= length), 0)


def _slips(one: str, other: str) -> int:
    """How many slips lead from one word to the other; more than any word may have are not counted."""
    is_far = abs(len(one) - len(other)) > MOST_SLIPS or len(set(one) ^ set(other)) > 2 * MOST_SLIPS
    return MOST_SLIPS + 1 if is_far else _distance(one, other)


def _distance(one: str, other: str) -> int:
    """Letters left out, put in, exchanged, or two that changed places (optimal string alignment)."""
    earlier: list[int] = []
    before, row = earlier, list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, target in enumerate(other, 1):
            fewest = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                fewest = min(fewest, earlier[j - 2] + 1)
            row.append(fewest)
    return row[-1]
