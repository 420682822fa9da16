"""Saying a refusal in the reader's language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from kidsapp.kernel.refusals import Refused
from kidsapp.page.jinja import day


def say(refused: Refused) -> str:
    """The reason as a sentence, its dates as the reader writes them."""
    return gettext(refused.reason.value).format(
        **{name: _spoken(fact) for name, fact in refused.facts.items()}
    )


def _spoken(fact: Any) -> Any:
    return day(fact) if isinstance(fact, date) else fact
