"""Blank forms about 45 hours, for employers and families on paper; drafts until a lawyer has read them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from babel import Locale
from django.utils.translation import gettext

from kidsapp.childcare.texts import GROUNDS
from kidsapp.documents.blank import BlankForm, Field, Part, Words, blank_pdf
from kidsapp.kernel.texts import message
from kidsapp.page.jinja import weekday

WRITTEN_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""When the texts below were last changed: the date in the file."""

GERMAN_DAYS: Mapping[int, str] = Locale.parse("de").days["stand-alone"]["wide"]
MARK = message("Entwurf, noch nicht vom Rechtsamt geprüft")
SENDER = message("Stadt {city}, Jugendamt")


def _words(german: str) -> Words:
    read = gettext(german)
    return Words(german, "" if read == german else read)


def _lines(*labels: str) -> tuple[Field, ...]:
    return tuple(Field(_words(label)) for label in labels)


def _ticks(*labels: str) -> tuple[Field, ...]:
    return tuple(Field(_words(label), "tick") for label in labels)


def _form(
    *, city: str, language: str, title: str, lead: str, parts: tuple[Part, ...], closing: str
) -> BlankForm:
    return BlankForm(
        language=language.partition("-")[0],
        sender=SENDER.format(city=city),
        mark=Words(MARK),
        title=_words(title),
        lead=_words(lead),
        parts=parts,
        closing=_words(closing),
    )


CHILD = (message("Vorname und Nachname des Kindes"), message("Nummer der Vormerkung"))
SIGNED = (message("Ort und Datum"), message("Unterschrift"))


def _day(number: int) -> Words:
    german, read = GERMAN_DAYS[number], weekday(number)
    return Words(german, "" if read == german else read)


def working_times(city: str, language: str) -> BlankForm:
    """The employer's statement of working times (Arbeitszeitbescheinigung); it asks for no income."""
    return _form(
        city=city,
        language=language,
        title=message("Arbeitszeitbescheinigung"),
        lead=message(
            "Für den Antrag auf 45 Stunden Betreuung in der Kita. Der Arbeitgeber füllt dieses Blatt aus. "
            "Angaben zum Lohn brauchen wir nicht."
        ),
        parts=(_employee(), _employment(), _week(), _employer()),
        closing=message(
            "Bitte geben Sie das Blatt zurück. Die Familie lädt ein Foto davon hoch "
            "oder gibt es im Jugendamt ab."
        ),
    )


def _employee() -> Part:
    labels = (message("Vorname und Nachname der beschäftigten Person"), *CHILD)
    return Part(_words(message("Wer arbeitet bei Ihnen?")), _lines(*labels))


def _employment() -> Part:
    lines = _lines(
        message("Beschäftigt seit oder ab"),
        message("Befristet bis (falls befristet)"),
        message("Arbeitsstunden in der Woche"),
    )
    ticks = _ticks(
        message("Die Arbeitszeiten wechseln (Schichten)."), message("Ein Teil der Arbeit ist zu Hause.")
    )
    return Part(_words(message("Arbeitsverhältnis")), (*lines, *ticks))


def _week() -> Part:
    columns = tuple(map(_words, (message("Tag"), message("von (Uhr)"), message("bis (Uhr)"))))
    rows = tuple(map(_day, range(7)))
    return Part(_words(message("Übliche Arbeitszeiten")), columns=columns, rows=rows)


def _employer() -> Part:
    labels = (
        message("Name und Anschrift"),
        message("Telefon für Fragen"),
        *SIGNED[:1],
        message("Stempel und Unterschrift"),
    )
    return Part(_words(message("Arbeitgeber")), _lines(*labels))


def request_for_hours(city: str, language: str) -> BlankForm:
    """The family's request for 45 hours on paper."""
    return _form(
        city=city,
        language=language,
        title=message("Antrag auf 45 Stunden"),
        lead=message(
            "Für Familien, die mehr als 35 Stunden Betreuung in der Woche brauchen. "
            "Die Kita erfährt nur, ob die Stunden genehmigt sind."
        ),
        parts=(_child(), _ground(), _proofs(), _signature()),
        closing=message("Geben Sie das Blatt mit den Nachweisen im Jugendamt ab."),
    )


def _signature() -> Part:
    return Part(_words(message("Unterschrift der Eltern")), _lines(*SIGNED))


def _child() -> Part:
    labels = (*CHILD, message("Erster Tag in der Kita"), message("Vorname und Nachname der Eltern"))
    return Part(_words(message("Ihr Kind")), _lines(*labels))


def _ground() -> Part:
    return Part(_words(message("Warum brauchen Sie 45 Stunden?")), _ticks(*GROUNDS.values()))


def _proofs() -> Part:
    ticks = _ticks(
        message("Arbeitszeitbescheinigung, von jedem Elternteil, der arbeitet"),
        message("Vertrag oder Bescheinigung der Ausbildung, Schule oder Hochschule"),
        message("Schreiben der Arbeitsagentur oder des Jobcenters"),
        message("Schreiben der Pflegekasse"),
    )
    note = Field(_words(message("Geht es um das Wohl des Kindes, brauchen Sie keinen Nachweis.")), "text")
    return Part(_words(message("Das liegt bei")), (*ticks, note))


FORMS: Mapping[str, Callable[[str, str], BlankForm]] = {
    "arbeitszeit": working_times,
    "antrag-45-stunden": request_for_hours,
}
"""By the name in their address."""


def blank_form_pdf(name: str, *, city: str, language: str) -> bytes:
    """A blank form in German and the reader's language."""
    return blank_pdf(FORMS[name](city, language), at=WRITTEN_AT)
