"""The risks that the impact assessment names, what stands against each, and the test that shows it."""

from typing import NamedTuple


class Risk(NamedTuple):
    """Something that may happen to a family."""

    what: str
    weight: str
    measure: str
    shown_by: str


RISKS = (
    Risk(
        "Eine Stadt sieht Kinder einer anderen",
        "hoch",
        "Jede Abfrage kennt ihre Stadt; zweite Wand in der Datenbank",
        "`tests/walls`",
    ),
    Risk(
        "Beschäftigte sehen Kinder, für die sie nicht zuständig sind",
        "hoch",
        "Eine Regel für Tor, Liste und Knopf; Rollen mit Ende",
        "`tests/permissions`",
    ),
    Risk(
        "Ein gesperrter Elternteil findet das Kind",
        "sehr hoch",
        "Sperre wirkt überall; Auskunft ohne Daten der anderen",
        "`kidsapp/people/tests/test_custody.py`, `kidsapp/operations/privacy/tests/test_export.py`",
    ),
    Risk(
        "Jemand sieht heimlich nach",
        "hoch",
        "Eine Protokollzeile je Seite; Familien lesen, wer nachsah",
        "`kidsapp/people/tests/test_looks.py`",
    ),
    Risk(
        "Der Betrieb ändert das Protokoll",
        "mittel",
        "Siegelkette, Anker per Mail an die Datenschutzbeauftragte",
        "`kidsapp/audit/tests/test_verification.py`",
    ),
    Risk(
        "Ein Konto wird übernommen",
        "hoch",
        "Zwei Schritte, Grenzen für Versuche, Liste der Geräte",
        "`tests/permissions/test_second_factor.py`, `kidsapp/people/tests/test_limits.py`",
    ),
    Risk(
        "Unterlagen werden gestohlen oder tragen Schadcode",
        "hoch",
        "Verschlüsselt je Dokument; Bilder neu geschrieben; Virenscan",
        "`kidsapp/documents/tests/test_sealing.py`, `kidsapp/documents/tests/test_protection.py`",
    ),
    Risk(
        "Daten bleiben länger als nötig",
        "mittel",
        "Fristen im Code, jede Nacht angewendet",
        "`kidsapp/operations/privacy/tests/test_time_travel.py`",
    ),
    Risk(
        "Gelöschtes kommt mit einer Sicherung zurück",
        "mittel",
        "Liste der Löschungen außerhalb der Datenbank",
        "`kidsapp/operations/privacy/tests/test_erasing.py`",
    ),
    Risk(
        "Persönliches steht in Mails oder Protokollen der Server",
        "hoch",
        "Mails sagen nur, dass es Neues gibt; Protokolle nur Nummern",
        "`tests/journeys/test_canaries.py`",
    ),
)

HEAD = """<!-- Gemacht von `kidsapp privacy record`; nicht von Hand ändern. -->

**Entwurf.** Die Datenschutzbeauftragte und die Rechtsabteilung der Stadt prüfen ihn, bevor er gilt.
Verantwortlich ist die Stadt (Jugendamt); Namen und Anschriften stehen in der Stadtdatei
(`cities/<stadt>/city.toml`, `[privacy]`). Zum Recht des Bundes kommt das des Landes (`cities/laender/`,
`privacy.law`)."""

MEASURES = """## Technische und organisatorische Maßnahmen (Art. 32 DSGVO)

Wände zwischen den Städten in der Datenbank ([0014](../decisions/0014-row-level-security.md)) · Anmelden in
zwei Schritten für Beschäftigte ([0016](../decisions/0016-second-factor.md)) · Unterlagen verschlüsselt
abgelegt ([0017](../decisions/0017-sealed-documents.md)) · Protokoll mit Siegelkette
([0018](../decisions/0018-sealed-audit.md)) · Löschen nach Frist und auf Antrag
([0019](../decisions/0019-data-protection-in-code.md)) · Mails ohne Inhalt · Vorgehen bei einer Panne
([breach.md](breach.md))."""

WHY = """## Warum sie nötig ist

Daten von Kindern einer ganzen Stadt, Sozialdaten (§ 67 SGB X), und freie Texte, in denen Gesundheit stehen
kann: Art. 35 Abs. 3 Buchst. b DSGVO."""

WHAT = """## Was verarbeitet wird

Das [Verzeichnis](processing.md) nennt jedes Feld. Felder je Klasse:

"""

SPECIAL = """Besonders geschützt, weil Angaben nach Art. 9 DSGVO darin stehen können:

"""

NEEDED = """## Notwendigkeit und Verhältnismäßigkeit

Ohne Wünsche, Geburtstag und Sorgerecht lässt sich kein Platz vergeben (§ 24 SGB VIII). Freie Texte und
Angaben zum Essen sind freiwillig. Kitas sehen nur Kinder, die sich die Kita gewünscht haben; Gründe für die
Stunden sieht nur das Jugendamt. Die Umfrage zu Randzeiten kennt niemanden."""

MISSING = """## Was noch fehlt

Stellungnahme der Datenschutzbeauftragten, Standpunkt der Betroffenen (Art. 35 Abs. 9), Entscheidung über das
Restrisiko, Tag der nächsten Prüfung. Verträge nach Art. 28 mit dem Betreiber des Rechenzentrums und dem
Mail-Dienst."""
