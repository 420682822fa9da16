"""What the outbox holds: mails, which say only that there is something to read."""

from kidsapp.kernel.holdings import Activity, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message
from kidsapp.outbox.models import Mail

POST = Activity(
    key="post",
    name=message("Nachrichten, Mails und Briefe"),
    why=message("Damit Sie erfahren, was sich tut."),
    law=("§ 24 SGB VIII", "§ 13 SGB I", "Art. 6 Abs. 1 Buchst. e DSGVO"),
    subjects="Sorgeberechtigte, Beschäftigte mit Konto",
    recipients="wer angeschrieben wird; Mail-Dienst der Stadt; Post",
)
MAIL_IS_OLD = Retention(
    message("Mails: 3 Monate, nachdem sie geschrieben wurden"),
    3,
    "§ 84 Abs. 2 SGB X: für die Zustellung nicht mehr nötig",
)

HOLDINGS = (
    Table(
        Mail,
        POST,
        {
            Kind.CONTACT: "recipient",
            Kind.LANGUAGE: "language",
            Kind.POST: "subject body",
            Kind.DECISION: "state",
            Kind.MOMENT: "planned_at sent_at",
            Kind.KEY: "attempts last_error",
            Kind.PUBLIC: "sender",
        },
        ends=(Keeping(MAIL_IS_OLD, "planned_at"),),
        address="recipient",
    ),
)
