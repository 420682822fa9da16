"""What a family takes along, as a file for machines and as one to read."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext

from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.municipality.queries import City
from kidsapp.operations.privacy.inventory import keepings
from kidsapp.operations.privacy.queries.export import SELF, SOMEBODY_ELSE, Export, Part
from kidsapp.page.jinja import day, moment


def json_of(export: Export, *, city: City, at: datetime) -> str:
    """Every field under its name, with purpose, law and period beside (Art. 15 (1), Art. 20 GDPR)."""
    content = {
        "city": city.name,
        "made_at": at.isoformat(),
        "tables": [_table(part) for part in export.parts],
        "only_counted": [
            {"table": one.table.label, "rows": one.count, "why": one.table.withheld}
            for one in export.withheld
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _table(part: Part) -> dict[str, Any]:
    activity = part.table.activity
    return {
        "table": part.table.label,
        "purpose": activity.name,
        "law": list(activity.law),
        "ends": [keeping.retention.text for keeping in keepings(part.table)],
        "fields": {name: kind.text for name, kind in part.kinds.items()},
        "rows": part.rows,
    }


def export_pdf(export: Export, *, city: City, at: datetime) -> bytes:
    """The same to read, in the reader's language, as accessible PDF."""
    return pdf_of(
        Letter(
            language=(get_language() or "de").partition("-")[0],
            sender=gettext("Stadt {city}, Jugendamt").format(city=city.name),
            title=gettext("Was wir über Sie gespeichert haben"),
            dated=moment(at),
            lead=gettext("Die Wörter in Klammern sind die Namen der Felder in der Datei für Computer."),
            sections=tuple(_sections(export)),
            closing=gettext(
                "Ihre hochgeladenen Unterlagen öffnen Sie in der KidsApp. Notizen des Jugendamts und "
                "Kriterien der Kitas stehen hier nicht: Sie können andere Menschen betreffen. "
                "Auf Antrag prüft das Jugendamt, was Sie davon bekommen."
            ),
        ),
        at=at,
    )


def _sections(export: Export) -> Iterator[Section]:
    for part in export.parts:
        title = gettext(part.table.activity.name) if part.table.activity.is_for_families else ""
        for number, row in enumerate(part.rows, start=1):
            rows = tuple(_lines(part, row))
            if rows:
                name = f"{title} ({part.table.model._meta.model_name} {number})".strip()
                yield Section(name, rows)


def _lines(part: Part, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if value not in (None, "", [], {}):
            yield f"{_kind(part, name)} ({name})", _said(value)


def _kind(part: Part, name: str) -> str:
    kind = part.kinds[name]
    return gettext(kind.text)


def _said(value: Any) -> str:
    match value:
        case bool():
            return gettext("Ja") if value else gettext("Nein")
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=_plain)
        case _:
            return {SELF: gettext("Sie selbst"), SOMEBODY_ELSE: gettext("jemand anderes")}.get(
                value, str(value)
            )
