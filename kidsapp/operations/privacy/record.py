"""The record of processing (Art. 30 GDPR) and the draft of the impact assessment (Art. 35), as Markdown."""

from collections import Counter
from collections.abc import Iterator

from kidsapp.kernel.holdings import Activity, DataClass, Table
from kidsapp.operations.privacy.assessment import (
    HEAD,
    MEASURES,
    MISSING,
    NEEDED,
    RISKS,
    SPECIAL,
    WHAT,
    WHY,
)
from kidsapp.operations.privacy.inventory import TABLES, activities, keepings, tables_of


def processing_record() -> str:
    """The record: each purpose with its tables, then every field."""
    parts = ["# Verzeichnis der Verarbeitungstätigkeiten (Art. 30 DSGVO)", HEAD]
    parts += ["\n".join(_entry(number, one)) for number, one in enumerate(activities(), start=1)]
    return "\n\n".join([*parts, MEASURES, "\n".join(_fields())]) + "\n"


def _entry(number: int, activity: Activity) -> Iterator[str]:
    tables = list(tables_of(activity))
    law = [*activity.law, *(["Recht des Landes"] if activity.by_land else [])]
    kinds = dict.fromkeys(kind.text for table in tables for _, kind in table.kinds() if kind.name != "KEY")
    ends = dict.fromkeys(
        f"{keeping.retention.text} ({keeping.retention.action}; {keeping.retention.source})"
        for table in tables
        for keeping in keepings(table)
    )
    yield f"## {number}. {activity.name}\n"
    yield f"- **Zweck:** {activity.why}"
    yield f"- **Rechtsgrundlage:** {'; '.join(law)}"
    yield f"- **Betroffene:** {activity.subjects}"
    yield f"- **Kategorien:** {', '.join(kinds)}"
    yield f"- **Empfänger:** {activity.recipients}; keine Übermittlung in Drittländer"
    yield "- **Löschfristen:**"
    yield from (f"  - {text}" for text in ends)


def _fields() -> Iterator[str]:
    yield "## Jedes Feld\n"
    yield "| Tabelle | Feld | Art der Angabe | Klasse | Zweck | Frist |\n|---|---|---|---|---|---|"
    for table in TABLES:
        for name, kind in table.kinds():
            if _has(table, name):
                ends = " / ".join(dict.fromkeys(_short(keeping.retention) for keeping in keepings(table)))
                cells = (table.label, name, kind.text, kind.data_class, table.activity.name, ends)
                yield f"| {' | '.join(cells)} |"


def _has(table: Table, name: str) -> bool:
    return name in {field.name for field in table.model._meta.concrete_fields}


def _short(retention: object) -> str:
    months = getattr(retention, "months", None)
    return "bleibt" if months is None else f"{months} Monate"


def impact_assessment() -> str:
    """The draft of the assessment: what is processed, why it is needed, risks, measures and their tests."""
    every = [(table, name, kind) for table in TABLES for name, kind in table.kinds()]
    counts = Counter(kind.data_class for _, _, kind in every)
    special = [row for row in every if row[2].data_class is DataClass.SPECIAL]
    parts = [
        "# Datenschutz-Folgenabschätzung (Art. 35 DSGVO)",
        HEAD,
        WHY,
        WHAT + "\n".join(f"- {name}: {counts[name]}" for name in DataClass),
        SPECIAL + "\n".join(f"- `{table.label}.{name}` ({kind.text})" for table, name, kind in special),
        NEEDED,
        _risks(),
        MISSING,
    ]
    return "\n\n".join(parts) + "\n"


def _risks() -> str:
    rows = "\n".join(f"| {risk.what} | {risk.weight} | {risk.measure} | {risk.shown_by} |" for risk in RISKS)
    head = "| Risiko | Schwere ohne Maßnahme | Maßnahme | gezeigt von |\n|---|---|---|---|"
    return f"## Risiken und Maßnahmen\n\n{head}\n{rows}"
