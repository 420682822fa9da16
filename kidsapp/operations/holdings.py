"""What operations holds: who asked to be erased, and the names that stay erased."""

from kidsapp.audit.holdings import SAFETY
from kidsapp.kernel.holdings import Action, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message
from kidsapp.operations.models import Erasure, ErasureRequest

STAYS = Keeping(
    Retention(
        message("Liste der Löschungen: bleibt, nur mit zufälligen Zeichen, damit Gelöschtes gelöscht bleibt"),
        None,
        "Art. 17 Abs. 1 und Art. 5 Abs. 2 DSGVO: auch nach einer Wiederherstellung",
        action=Action.KEEP,
    )
)
REQUEST_IS_OLD = Retention(
    message("Antrag auf Löschung: 36 Monate, nachdem Sie ihn gestellt haben"),
    36,
    "§ 195 BGB; Art. 5 Abs. 2 DSGVO",
)

HOLDINGS = (
    Table(
        ErasureRequest,
        SAFETY,
        {
            Kind.DECISION: "state ground",
            Kind.MOMENT: "asked_at decided_at",
            Kind.WHO: "account child decided_by",
        },
        ends=(Keeping(REQUEST_IS_OLD, "asked_at"),),
        child=("child",),
        account=("account",),
        own="account",
    ),
    Table(Erasure, SAFETY, {Kind.LOG: "whom name at"}, ends=(STAYS,)),
)
