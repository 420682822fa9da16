"""What is held of messages and letters."""

from kidsapp.kernel.holdings import Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message
from kidsapp.messaging.models import Letter, Message
from kidsapp.outbox.holdings import POST

MESSAGE_IS_OLD = Retention(
    message("Nachrichten und Briefe: 24 Monate, nachdem sie geschrieben wurden"),
    24,
    "§ 84 Abs. 2 SGB X: der Vorgang selbst steht in der Akte",
)

HOLDINGS = (
    Table(
        Message,
        POST,
        {
            Kind.POST: "kind facts link",
            Kind.MOMENT: "sent_at read_at",
            Kind.WHO: "account",
            Kind.KEY: "child_id",
        },
        ends=(Keeping(MESSAGE_IS_OLD, "sent_at"),),
        child=("child_id",),
        account=("account",),
        own="account",
    ),
    Table(
        Letter,
        POST,
        {
            Kind.KEY: "message",
            Kind.DECISION: "state return_reason",
            Kind.MOMENT: "made_at printed_at sent_at returned_at",
            Kind.WHO: "printed_by sent_by",
        },
        ends="messaging.Message",
        child=("message__child_id",),
        account=("message__account",),
        own="message__account",
    ),
)
