"""Telling somebody something: a message in the inbox and a mail that says only that there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.messaging import policy
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.queries import city_in_scope
from kidsapp.outbox.commands import plan_mail
from kidsapp.people.models import Account
from kidsapp.people.queries.take_over import gets_letters


def tell(
    accounts: Iterable[Account],
    kind: str,
    *,
    facts: Mapping[str, Any],
    at: datetime,
    link: str = "",
    child_id: int | None = None,
) -> None:
    """Put a message into each inbox, and plan a mail without details in the account's language.

    An account without an address for mail, or one that wants letters, gets a letter on paper instead.
    """
    city = city_in_scope()
    for account in accounts:
        message = Message.objects.create(
            account=account, kind=kind, facts=dict(facts), link=link, child_id=child_id, sent_at=at
        )
        if gets_letters(account):
            Letter.objects.create(message=message, made_at=at)
        elif account.email:
            _plan_notice(account, account.email, city, at)


def _plan_notice(account: Account, recipient: str, city: Municipality, at: datetime) -> None:
    with translation.override(account.language):
        notice = notice_of(city)
    plan_mail(
        city,
        recipient=recipient,
        language=account.language,
        subject=notice.subject,
        body=notice.body,
        at=at,
    )


@dataclass(frozen=True)
class Notice:
    """The mail that says only that there is a message."""

    sender: str
    subject: str
    body: str


def notice_of(city: Municipality) -> Notice:
    """The mail in the present language; it takes no fact of the message: it cannot give anything away."""
    address = f"{public_address(city)}/{translation.get_language()}/post/"
    body = gettext(
        "Guten Tag,\n\nin Ihrer KidsApp {city} liegt eine neue Nachricht. "
        "Lesen Sie sie hier:\n{address}\n\n"
        "Aus Datenschutz steht in dieser Mail nicht mehr.\n\nIhre Stadt {city}"
    ).format(city=city.name, address=address)
    return Notice(city.sender, gettext("Neue Nachricht in Ihrer KidsApp"), body)


def public_address(city: Municipality) -> str:
    """Where the city's pages are reached from outside, without a slash at the end."""
    return str(settings.PUBLIC_ADDRESS).format(host=city.hosts[0])


def mark_read(actor: Actor, message: Message, *, at: datetime) -> None:
    """Note that the message was opened; the first time counts."""
    policy.read_message.demand(actor, message)
    with writing(actor, policy.read_message, at=at) as line:
        Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)
        line.about(*filter(None, [message.child_id]), message=message.pk)
