"""Texts of messages with example facts; nobody's own data stands in them."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils import translation

from kidsapp.childcare.post import Post, postal_letter
from kidsapp.childcare.texts import DECLINE_REASONS, HOURS_REASONS, MESSAGES, RETRACT_GROUNDS
from kidsapp.documents.post import PostalLetter
from kidsapp.kernel.actors import Role
from kidsapp.kernel.texts import message
from kidsapp.messaging.models import Letter, Message
from kidsapp.messaging.queries import Letter as Said
from kidsapp.messaging.queries import letter_of
from kidsapp.municipality.queries import City
from kidsapp.people.models import Account
from kidsapp.people.texts import ROLE_NAMES

EXAMPLE_DAY = date(2027, 4, 15)
EXAMPLE_MOMENT = datetime(2027, 4, 1, 8, tzinfo=UTC)
EXAMPLE_NUMBER = "HER-27-0042"
FACTS: Mapping[str, Any] = {
    "child": "Mia",
    "facility": "Kita Kanalblick",
    "number": EXAMPLE_NUMBER,
    "date": EXAMPLE_DAY.isoformat(),
    "guardian": "Ayşe Beispiel",
    "note": "",
    "who": "Lena Beispiel",
    "role": ROLE_NAMES[Role.KITA_LEAD],
    "hours": "35",
    "fees": "",
}
REASONS: Mapping[str, str] = {
    "childcare.declined": DECLINE_REASONS["full"],
    "childcare.offer_retracted": RETRACT_GROUNDS["staff"],
    "childcare.erasure_kept": message("Ein Gesetz verlangt, dass wir sie behalten."),
    "childcare.hours_refused": HOURS_REASONS["less_is_enough"],
    "childcare.hours_asked": HOURS_REASONS["unreadable"],
}


@dataclass(frozen=True)
class Sample:
    """A text as message in the inbox and as letter; the mail is the same for all."""

    kind: str
    said: Said
    letter: PostalLetter


def facts_of(kind: str, city: City) -> dict[str, Any]:
    """The example facts that the text of this kind names."""
    text = MESSAGES[kind]
    named = {name for _, name, _, _ in string.Formatter().parse(text.title + text.body) if name}
    models: list[dict[str, Any]] = city.settings.get("childcare.hours_models", [])
    hours = models[0]["name"] if models else FACTS["hours"]
    every = {
        **FACTS,
        "hours": hours,
        "fees": city.settings.get("childcare.fee_information", ""),
        "reason": REASONS.get(kind, DECLINE_REASONS["full"]),
    }
    return {name: every[name] for name in named}


def samples(city: City, *, only: str = "") -> list[Sample]:
    """Every text in the present language, or one of them."""
    return [_sample(kind, city) for kind in MESSAGES if only in ("", kind)]


def _sample(kind: str, city: City) -> Sample:
    reader = Account(
        given_name="Ayşe",
        family_name="Beispiel",
        street="Beispielweg 1",
        postal_code="44623",
        town=city.name,
        language=translation.get_language() or "de",
    )
    message = Message(account=reader, kind=kind, facts=facts_of(kind, city), sent_at=EXAMPLE_MOMENT)
    letter = Letter(message=message, made_at=EXAMPLE_MOMENT)
    return Sample(
        kind, letter_of(message), postal_letter(Post(letter, EXAMPLE_NUMBER), city, on=EXAMPLE_MOMENT.date())
    )
