"""Saying a refusal in the reader's language."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from kidsapp.kernel.ages import Age, AgeBelow, AgeFrom
from kidsapp.kernel.refusals import Refused
from kidsapp.kernel.texts import Counted
from kidsapp.page.jinja import day
from kidsapp.page.measures import age_below, age_from, old


def say(refused: Refused) -> str:
    """The reason as a sentence, its dates and ages as the reader writes them."""
    return _translated(refused).format(**{name: _spoken(fact) for name, fact in refused.facts.items()})


def _translated(refused: Refused) -> str:
    words: str | Counted = refused.reason.value
    if isinstance(words, Counted):
        return ngettext(words.one, words.more, refused.facts[words.by])
    return gettext(words)


def _spoken(fact: Any) -> Any:
    return next((say_it(fact) for kind, say_it in SPOKEN if isinstance(fact, kind)), fact)


SPOKEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (date, day),
    (AgeFrom, lambda fact: age_from(fact.months)),
    (AgeBelow, lambda fact: age_below(fact.months)),
    (Age, lambda fact: old(fact.months)),
)
