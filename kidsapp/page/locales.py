"""The locale whose dates, numbers and plurals a language uses."""

from functools import cache

from babel import Locale
from django.utils import translation


@cache
def babel_locale(language: str) -> Locale:
    """The locale of a language; plain German writes like German."""
    return Locale.parse(language.partition("-")[0])


def current_locale() -> Locale:
    """The locale of the reader's language."""
    return babel_locale(translation.get_language() or "de")
