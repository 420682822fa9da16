"""What each class of data asks for: encryption, integrity, logs, access (docs/privacy/protection.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kidsapp.kernel.holdings import DataClass
from kidsapp.operations.privacy.inventory import TABLES, keepings


@dataclass(frozen=True)
class Protection:
    """How a class is protected, in German sentences."""

    on_the_wire: str
    at_rest: str
    integrity: str
    in_database: str
    audit: str
    logs: str
    access: str
    thrift: str


WIRE = "TLS, HSTS; nie in einer Adresse; `no-store`"
DISK = "Platte der Datenbank verschlüsselt der Betrieb; jede Sicherung ist versiegelt (AES-256-GCM)"
ROWS = "Zeilenschutz je Stadt (RLS, erzwungen), Schlüssel und Prüfungen der Datenbank"
NEVER_LOGGED = "nie in Logs, Metriken und Fehlermeldungen (Kanarienvögel suchen danach)"
BY_POLICY = "wen `policy.py` nennt; Fachkräfte nur mit zweitem Faktor"
NUMBERS = "nur Nummern, keine Inhalte; gelöschte führen zu niemandem"
AUDITED = "jedes Ansehen und Ändern ist eine versiegelte Zeile, die Familie liest sie"

PROTECTIONS: dict[DataClass, Protection] = {
    DataClass.NONE: Protection(
        "TLS", "Sicherung versiegelt", "Prüfungen der Datenbank", ROWS, "Änderungen", "erlaubt", "alle", "–"
    ),
    DataClass.PUBLIC: Protection(
        "TLS; darf zwischengespeichert werden",
        "Sicherung versiegelt",
        "Prüfungen der Datenbank",
        ROWS,
        "Änderungen",
        "erlaubt",
        "lesen: alle; ändern: die Einrichtung",
        "keine Namen von Beschäftigten",
    ),
    DataClass.TECHNICAL: Protection(
        "TLS; öffentliche Nummern dürfen in Adressen stehen, sie öffnen ohne Recht nichts",
        DISK,
        "Zeilen des Protokolls sind verkettet und verankert",
        ROWS,
        "stehen selbst im Protokoll",
        "erlaubt, ohne Bezug zu einem Namen",
        BY_POLICY,
        NUMBERS,
    ),
    DataClass.PERSONAL: Protection(
        WIRE,
        DISK,
        "eine Änderung ist eine Transaktion mit Protokollzeile; veraltete Formulare werden abgelehnt",
        ROWS,
        AUDITED,
        NEVER_LOGGED,
        BY_POLICY + "; nach Sorgerecht, Kita und Stand (docs/security/rules.md)",
        "Mails ohne Inhalt; Auswertungen erst ab fünf; Löschung statt Anonymisierung",
    ),
    DataClass.SPECIAL: Protection(
        WIRE,
        "Dateien einzeln verschlüsselt, Schlüssel je Dokument und Stadt, außerhalb der Sicherung; Texte: "
        + DISK,
        "wie Sozialdaten; Dateien erkennen jedes geänderte Byte (GCM)",
        ROWS,
        AUDITED + "; jedes Öffnen einer Datei auch",
        NEVER_LOGGED,
        BY_POLICY + "; Nachweise nur das Jugendamt, nie eine Kita",
        "nur wenn nötig erfragt; Bilder ohne Standort neu geschrieben; Kita liest nur ja oder nein",
    ),
    DataClass.SECRET: Protection(
        "TLS; in Adressen nur einmalige Geheimnisse aus Mails und Briefen, danach wertlos",
        "als Hash (Argon2id, SHA-256) oder verschlüsselt (Fernet, AES-GCM), Schlüssel nicht in der Datenbank",
        "HMAC oder GCM",
        ROWS + "; Konten gelten in allen Städten",
        "Ändern und Zurücksetzen, nie der Wert",
        NEVER_LOGGED,
        "niemand liest sie; auch in der Auskunft stehen sie nicht",
        "Versuche gezählt; Sitzungen enden nach 12 und 24 Stunden",
    ),
}
HEADS = {
    "on_the_wire": "Auf dem Weg",
    "at_rest": "Verschlüsselung, wo es liegt",
    "integrity": "Unversehrtheit",
    "in_database": "In der Datenbank",
    "audit": "Protokoll",
    "logs": "Logs",
    "access": "Zugang",
    "thrift": "Sparsamkeit",
}
HEAD = """# Schutzstufen

<!-- Gemacht von `kidsapp privacy record`; nicht von Hand ändern. -->

Jedes Feld jeder Tabelle hat eine Art und damit eine Klasse (`holdings.py` der Module, Liste in
[processing.md](processing.md)). Was in die öffentliche Suche getippt wird, ohne Anmeldung, wird nicht
gespeichert und gehört zu keiner Person; es hat keine Klasse. Fristen stehen bei jedem Zweck in
processing.md; hier nur, welche es gibt. Dokumente in einer Sicherung öffnet nur, wer zwei Geheimnisse hat
(docs/decisions/0021)."""


def protection_levels() -> str:
    """The table of levels: what belongs to each, and what it asks for."""
    return "\n\n".join([HEAD, *("\n".join(_level(one)) for one in DataClass)]) + "\n"


def _level(level: DataClass) -> Iterator[str]:
    found = [(table, kind) for table in TABLES for _, kind in table.kinds() if kind.data_class is level]
    kinds = dict.fromkeys(kind.text for _, kind in found)
    months = {keeping.retention.months for table, _ in found for keeping in keepings(table)}
    ends = [f"{month} Monate" for month in sorted(filter(None, months))]
    yield f"## {level}\n"
    yield "| | |\n|---|---|"
    yield f"| Was | {', '.join(kinds)} |"
    yield f"| Felder | {len(found)} |"
    yield f"| Fristen | {', '.join([*ends, *(['bleibt'] if None in months else [])]) or 'keine'} |"
    wanted = PROTECTIONS[level]
    yield from (f"| {HEADS[field.name]} | {getattr(wanted, field.name)} |" for field in fields(Protection))
