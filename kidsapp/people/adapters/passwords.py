"""Passwords that anybody guesses who knows which city's Kitas this is about."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_in_scope

WORDS = ("kidsapp", "kita", "kindergarten", "tagesmutter", "jugendamt", "stadt", "passwort", "password")
"""Beside the name of the city; docs/security/rules.md lists them."""
LEAST_OF_ITS_OWN = 4


class NoWordsOfThisPlace:
    """A password needs at least four letters that are no word of this place; numbers alone are no help."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` for the city's or the application's name with some digits."""
        rest = password.casefold()
        for word in (*WORDS, _city()):
            rest = rest.replace(word, "")
        is_of_place = len(rest) < len(password)
        if is_of_place and len(re.sub(r"[\W\d_]", "", rest)) < LEAST_OF_ITS_OWN:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        """What to do instead."""
        return _("Dieses Passwort errät man leicht. Bitte nehmen Sie Wörter ohne Bezug zu Stadt und Kita.")


def _city() -> str:
    city = Municipality.objects.filter(pk=municipality_in_scope() or 0).first()
    return city.name.casefold() if city else "kidsapp"
