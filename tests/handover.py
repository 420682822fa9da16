"""Acceptance protocol and training outline of the hand-over folder, from the table of the guided tour."""

from pathlib import Path

from tests import tour
from tests.tour import Walk

FOLDER = Path(__file__).parents[1] / "docs" / "uebergabe"
PROTOCOL, TRAINING = FOLDER / "4-abnahmeprotokoll.md", FOLDER / "5-schulungsplan.md"
WRITTEN = (
    "*Diese Seite entsteht aus der Tabelle des Rundgangs (`docs/tour/steps.toml`) mit "
    "`python -m tests.handover`; ein Test hält beide gleich.*"
)
WHO = {
    "parents": ("Eltern", "zwei Eltern aus dem Elternbeirat, eines mit anderer Muttersprache", 0),
    "kita": ("Kitaleitung", "eine Leitung eines kommunalen und eine eines freien Trägers", 120),
    "office": ("Jugendamt", "zwei Fachkräfte der Platzvergabe", 180),
}
"""By walk: whose journey it is, who tries it at the acceptance, and the minutes of a training."""
BREAK, MINUTES_A_STEP = 15, 10


def protocol() -> str:
    """One journey after the other, one line for each step: what to do, what must be seen, yes or no."""
    lines = ["# Abnahmeprotokoll je Reise", "", WRITTEN, "", *_head()]
    for walk in tour.walks():
        who, tester, _ = WHO[walk.key]
        lines += [f"## Reise: {who}", "", f"Wer prüft: {tester}. Gerät: {DEVICE[walk.device]}.", ""]
        lines += ["| Nr. | Schritt | Erwartet | ja / nein | Bemerkung |", "|---|---|---|---|---|"]
        lines += [
            f"| {number} | {step.title['de']} | {step.text['de']} | | |"
            for number, step in enumerate(walk.steps, start=1)
        ]
        lines += ["", "Datum, Name, Unterschrift: ______________________________", ""]
    return "\n".join([*lines, *_end()])


DEVICE = {"phone": "Handy", "desk": "Arbeitsplatz"}


def _head() -> list[str]:
    return [
        "Geprüft wird auf der Testinstallation der Stadt mit erfundenen Familien. Eine Reise ist abgenommen,",
        "wenn jeder Schritt mit *ja* beantwortet ist oder die Stadt die Bemerkung dazu annimmt.",
        "",
        "| | |",
        "|---|---|",
        "| Stadt | |",
        "| Version (`CHANGELOG.md`) | |",
        "| Adresse der Testinstallation | |",
        "| Datum | |",
        "",
    ]


def _end() -> list[str]:
    return [
        "## Betrieb",
        "",
        "| Nr. | Schritt | Erwartet | ja / nein | Bemerkung |",
        "|---|---|---|---|---|",
        *(f"| {number} | {what} | {expected} | | |" for number, (what, expected) in enumerate(OPERATION, 1)),
        "",
        "Datum, Name, Unterschrift: ______________________________",
        "",
    ]


OPERATION = (
    ("`kidsapp backup make`, dann `kidsapp backup verify`", "„as it was kept“ mit Tabellen, Zeilen, Dateien"),
    ("Sicherung auf einem zweiten Rechner zurückspielen", "dieselben Zahlen; Anmelden klappt"),
    (
        "Datenbank neu starten, während jemand ein Formular sendet",
        "freundliche Seite; erneut gesendet, einmal da",
    ),
    ("Mailserver abschalten, Vormerkung senden, Mailserver einschalten", "die Mail kommt später an"),
    (
        "Arbeiter beenden (`kill`), der Dienst startet neu",
        "`/ready` warnt nach einer Minute nicht vor *worker*",
    ),
    ("`/ready` und `/metrics` vom Rechner der Überwachung abrufen", "Zahlen; von anderswo keine"),
    ("`kidsapp audit verify`", "„intact“ für jede Stadt"),
    ("Neue Version einspielen und zurückgehen (Betriebshandbuch)", "beide Male meldet `/ready` *ready*"),
)


def training() -> str:
    """What each role learns, in the order of its walk."""
    lines = ["# Schulungsplan", "", WRITTEN, "", *INTRO]
    for walk in tour.walks():
        who, _, minutes = WHO[walk.key]
        if minutes:
            lines += [f"## {who} ({minutes} Minuten)", "", *_lesson(walk, minutes), ""]
    return "\n".join([*lines, *OTHERS])


INTRO = [
    "Geübt wird in der Demonstration (`make demo`) mit erfundenen Familien, nie mit echten. Höchstens zehn",
    "Personen, je zwei an einem Gerät; jede Reihe unten wird einmal gezeigt und einmal selbst gemacht.",
    "Unterlage ist der Rundgang (`docs/tour/`). Eltern brauchen keine Schulung: Für sie gibt es den Rundgang",
    "und die Hilfe am Schalter.",
    "",
]
OTHERS = [
    "## Datenschutz und Anmeldung (30 Minuten, alle)",
    "",
    "- Zweiten Faktor einrichten, Wiederherstellungscodes ablegen, Geräte abmelden",
    "- Was protokolliert wird, und dass Familien sehen, wer geschaut hat",
    "- Was in eine Bemerkung gehört und was nicht",
    "- Wen man anruft, wenn etwas verloren ging oder jemand Fremdes etwas sah",
    "",
    "## IT (halber Tag)",
    "",
    "- Was läuft wo, Einstellungen, Dienst starten und beenden ([1](1-was-laeuft-wo.md))",
    "- Sichern, prüfen, zurückspielen: jede Person einmal selbst",
    "- Neue Version und Rückweg",
    "- Überwachung, Alarme, Meldewege ([2](2-wer-ist-verantwortlich.md))",
    "",
]


def _lesson(walk: Walk, minutes: int) -> list[str]:
    practice = max(minutes - MINUTES_A_STEP * len(walk.steps) - BREAK, 0)
    shown = [f"| {step.title['de']} | {MINUTES_A_STEP} |" for step in walk.steps]
    rest = [f"| Pause | {BREAK} |", f"| Selbst üben, Fragen | {practice} |"]
    return ["| Inhalt | Minuten |", "|---|---|", *shown, *rest]


def write_pages() -> None:
    """Write both."""
    PROTOCOL.write_text(protocol(), encoding="utf-8")
    TRAINING.write_text(training(), encoding="utf-8")


if __name__ == "__main__":
    write_pages()
