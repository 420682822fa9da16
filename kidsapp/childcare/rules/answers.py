"""Everything that a family answers in the form, of the right types."""

from dataclasses import dataclass
from datetime import date

from kidsapp.kernel.opening_hours import Week


@dataclass(frozen=True)
class SiblingAnswer:
    """A brother or sister: in a wished Kita already, or to get a place together (public ids)."""

    given_name: str
    facility: str = ""
    together_with: str = ""


@dataclass(frozen=True)
class SecondGuardian:
    """Another guardian whom the family names."""

    given_name: str
    family_name: str
    kind: str
    email: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    language: str = "de"


@dataclass(frozen=True)
class Answers:
    """The whole form; wishes are public ids, best first, ``anyway`` those that can hardly succeed."""

    form_key: str
    starts_on: date
    hours: str
    wishes: tuple[str, ...]
    anyway: frozenset[str] = frozenset()
    times: Week | None = None
    moves_in_on: date | None = None
    is_urgent: bool = False
    urgent_reason: str = ""
    home_language: str = ""
    food: tuple[str, ...] = ()
    food_note: str = ""
    remark: str = ""
    present_place: str = ""
    siblings: tuple[SiblingAnswer, ...] = ()
    second_guardian: SecondGuardian | None = None
    ground: str = ""
    sends_papers_on: bool = False
    """A Kita was given papers for the youth office at its counter."""
