"""What is kept about people, why, on what ground and for how long: values that each module declares."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from kidsapp.kernel.periods import months_after
from kidsapp.kernel.texts import message


class DataClass(StrEnum):
    """How much protection a field needs; the words stand in the record of processing."""

    NONE = "kein Personenbezug"
    PUBLIC = "öffentlich"
    TECHNICAL = "technisch, nur Nummern"
    PERSONAL = "Sozialdaten"
    SPECIAL = "besonders geschützt"
    SECRET = "Zugangsgeheimnis"  # noqa: S105


OF_PEOPLE = frozenset({DataClass.PERSONAL, DataClass.SPECIAL})
"""What a person may ask to see; secrets of log-ins are shown to nobody, not even hashed."""


class Kind(Enum):
    """What sort of fact a field holds, as families read it, and its class."""

    NAME = message("Name"), DataClass.PERSONAL
    BIRTH = message("Geburtstag"), DataClass.PERSONAL
    ADDRESS = message("Anschrift"), DataClass.PERSONAL
    CONTACT = message("E-Mail-Adresse und Telefon"), DataClass.PERSONAL
    LANGUAGE = message("Sprache"), DataClass.PERSONAL
    SIGN = message("Zeichen des Kindes"), DataClass.PERSONAL
    CUSTODY = message("Sorgerecht"), DataClass.PERSONAL
    NEED = message("Gewünschter Platz"), DataClass.PERSONAL
    FOOD = message("Angaben zum Essen"), DataClass.SPECIAL
    WORDS = message("Freie Texte"), DataClass.SPECIAL
    FILE = message("Hochgeladene Unterlagen"), DataClass.SPECIAL
    DECISION = message("Stand und Entscheidungen"), DataClass.PERSONAL
    MOMENT = message("Tag und Uhrzeit"), DataClass.PERSONAL
    WHO = message("Wer etwas getan hat"), DataClass.PERSONAL
    DEVICE = message("Gerät, an dem Sie angemeldet sind"), DataClass.PERSONAL
    ROLE = message("Aufgabe"), DataClass.PERSONAL
    POST = message("Nachrichten"), DataClass.PERSONAL
    LOG = message("Nummern im Protokoll"), DataClass.TECHNICAL
    KEY = "Technische Nummern", DataClass.TECHNICAL
    COPY = "Kopie für Suche und Reihenfolge", DataClass.TECHNICAL
    SECRET = message("Schutz der Anmeldung"), DataClass.SECRET
    PUBLIC = "Öffentliche Angaben einer Einrichtung", DataClass.PUBLIC
    NOBODY = "Angaben über niemanden", DataClass.NONE

    @property
    def text(self) -> str:
        """The word for it, in German."""
        return str(self.value[0])

    @property
    def data_class(self) -> DataClass:
        """How much protection it needs."""
        return DataClass(self.value[1])


@dataclass(frozen=True, slots=True)
class Activity:
    """A purpose with its legal basis: one entry of the record of processing (Art. 30 GDPR)."""

    key: str
    name: str
    why: str
    law: tuple[str, ...]
    subjects: str
    recipients: str
    is_for_families: bool = True
    by_land: bool = False
    """Whether the Land's law stands beside the federal one; a city's settings name it."""


class Action(StrEnum):
    """What happens when the period is over."""

    ERASE = "gelöscht"
    KEEP = "bleibt"


@dataclass(frozen=True, slots=True)
class Retention:
    """For how long, from which event on; ``months`` is ``None`` for what stays."""

    text: str
    months: int | None
    source: str
    action: Action = Action.ERASE

    def begun_before(self, today: date) -> date | None:
        """What began before this day is over today (§ 187 I, § 188 II BGB); ``None`` when nothing ends."""
        return None if self.months is None else months_after(today, -self.months)


@dataclass(frozen=True, slots=True)
class Keeping:
    """A period together with the column or expression of its start, for the rows that ``where`` names."""

    retention: Retention
    clock: Any = None
    where: Any = None


@dataclass(frozen=True, slots=True)
class Table:
    """What one table holds, field by field, whose it is, and when it ends."""

    model: Any
    activity: Activity
    fields: Mapping[Kind, str]
    ends: Sequence[Keeping] | str
    """Periods of its own, or the label of the table whose rows take these with them."""
    child: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    """Paths to the child and to the account that a row is about."""
    address: str = ""
    """The field with an address for mail, where that alone tells whose row it is."""
    own: str = ""
    shared: str = ""
    """Whose alone the row is, and which fields other guardians of the child see nonetheless."""
    withheld: str = ""
    """Why a family does not read it at once by itself; German."""
    holds: tuple[str, Any] | None = None
    """The path to whoever stays as long as such a row stands, and which rows count."""
    erase: Callable[[Sequence[int]], None] | None = None
    """How rows go that do not simply go: with files, or with rows that protect them."""

    @property
    def label(self) -> str:
        """``childcare.Wish``."""
        return str(self.model._meta.label)

    def kinds(self) -> Iterator[tuple[str, Kind]]:
        """Every declared field with what it holds; keys that every table has are understood."""
        yield from ((name, Kind.KEY) for name in ("id", "municipality", "public_id", "version"))
        for kind, names in self.fields.items():
            yield from ((name, kind) for name in names.split())

    def fields_of_people(self) -> list[tuple[str, Kind]]:
        """The fields that a person may ask to see."""
        return [(name, kind) for name, kind in self.kinds() if kind.data_class in OF_PEOPLE]
