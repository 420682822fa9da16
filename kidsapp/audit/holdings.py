"""What the audit log holds: numbers that lead nowhere once a person is erased."""

from kidsapp.audit.models import Anchor, AuditLine, ChildLine, Seal
from kidsapp.kernel.holdings import Action, Activity, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message

SAFETY = Activity(
    key="safety",
    name=message("Protokoll: wer hat was gesehen"),
    why=message("Damit niemand unbemerkt in Ihre Daten sieht. Im Protokoll stehen nur Nummern."),
    law=("Art. 5 Abs. 2 und Art. 32 DSGVO", "§ 22 Abs. 2 BDSG"),
    subjects="Familien, Beschäftigte mit Konto",
    recipients="die Familie selbst, Datenschutzbeauftragte",
)
STAYS = Keeping(
    Retention(
        message("Protokoll: Nummern bleiben. Nach dem Löschen führen sie zu niemandem mehr"),
        None,
        "Art. 5 Abs. 2 DSGVO; Kette bleibt prüfbar (docs/decisions/0018). Entwurf: Frist setzt die Stadt",
        action=Action.KEEP,
    )
)

HOLDINGS = (
    Table(AuditLine, SAFETY, {Kind.LOG: "at act account_id children subjects back_to"}, ends=(STAYS,)),
    Table(ChildLine, SAFETY, {Kind.LOG: "child line"}, ends=(STAYS,)),
    Table(Seal, SAFETY, {Kind.KEY: "number sealed_at total last_line lines digests hash"}, ends=(STAYS,)),
    Table(Anchor, SAFETY, {Kind.KEY: "day seal total hash"}, ends=(STAYS,)),
)
