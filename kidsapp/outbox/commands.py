"""Planning mails and jobs inside the transaction of an act."""

from datetime import datetime

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import current_municipality_id
from kidsapp.outbox.jobs import run_job
from kidsapp.outbox.models import Mail


def plan_job(name: str, row_id: int) -> None:
    """Have the named job run after the commit, for the row with this id in the city in scope."""
    run_job.defer(name=name, municipality_id=current_municipality_id(), row_id=row_id)


def plan_mail(
    city: Municipality, *, recipient: str, language: str, subject: str, body: str, at: datetime
) -> Mail:
    """Have a mail from the city, which is the one in scope, sent after the commit; nothing personal in it."""
    mail: Mail = Mail.objects.create(
        recipient=recipient, sender=city.sender, language=language, subject=subject, body=body, planned_at=at
    )
    plan_job("outbox.send_mail", mail.pk)
    return mail
