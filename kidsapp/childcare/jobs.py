"""What the passing of days brings: offers expire, families are reminded of them, the desk is drawn anew.

Each job may run at any hour and as often as it likes: what is done is not done again.
"""

from datetime import datetime

from kidsapp.childcare import commands
from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.commands.offers import nobody
from kidsapp.childcare.queries import due
from kidsapp.childcare.rules import days_to_remind
from kidsapp.kernel.clock import GERMAN_TIME, german_day
from kidsapp.municipality.queries import settings_on
from kidsapp.outbox.ports import HOURLY, JOBS

FIRST_HOUR = 7
"""No phone rings at night, and nobody sits at the desk."""


def expire_place_offers(at: datetime, _row_id: int) -> None:
    """End the offers of the city in scope whose last day has passed."""
    today = german_day(at)
    for offer in due.expired_offers(today=today):
        commands.expire_place_offer(nobody(today), offer, at=at)


def remind_families(at: datetime, _row_id: int) -> None:
    """Remind the families of the city in scope whose offers are in their last days."""
    if at.astimezone(GERMAN_TIME).hour < FIRST_HOUR:
        return
    today = german_day(at)
    days = int(settings_on(today).get("childcare.reminder_days", 0))
    for offer in due.offers_to_remind(today=today, days_before=days_to_remind(days, is_on_paper=True)):
        commands.remind_family(nobody(today), offer, at=at)


def draw_desk_anew(at: datetime, _row_id: int) -> None:
    """Before the office opens: what is due first changes with the day, with settings and with addresses."""
    if at.astimezone(GERMAN_TIME).hour < FIRST_HOUR:
        draw_desk(today=german_day(at))


JOBS["childcare.expire_place_offers"] = expire_place_offers
JOBS["childcare.remind_families"] = remind_families
JOBS["childcare.draw_desk"] = draw_desk_anew
HOURLY.update(("childcare.expire_place_offers", "childcare.remind_families", "childcare.draw_desk"))
