"""What the day brings: the head of the audit log's chain goes to the city's data protection officers."""

from datetime import datetime

from django.db import transaction

from kidsapp.audit.commands import anchor_of
from kidsapp.kernel.actors import Role
from kidsapp.kernel.clock import GERMAN_TIME, german_day
from kidsapp.outbox.ports import HOURLY, JOBS
from kidsapp.people.mails import plan_anchor_mail
from kidsapp.people.queries import holders_of

FIRST_HOUR = 6


def mail_anchor(at: datetime, _row_id: int) -> None:
    """Once a day in the city in scope; kept only with an officer, so that one of noon gets the day's."""
    today = german_day(at)
    officers = holders_of(Role.DATA_PROTECTION_OFFICER, today=today)
    if not officers or at.astimezone(GERMAN_TIME).hour < FIRST_HOUR:
        return
    with transaction.atomic():
        if anchor := anchor_of(today):
            for officer in officers:
                plan_anchor_mail(officer, anchor, at=at)


JOBS["people.mail_anchor"] = mail_anchor
HOURLY.add("people.mail_anchor")
