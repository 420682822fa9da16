"""Mails about accounts and roles: short, from the city, in the reader's language, nothing personal."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from kidsapp.audit.models import Anchor
from kidsapp.municipality.queries import city_in_scope
from kidsapp.outbox.commands import plan_mail
from kidsapp.page.render import template
from kidsapp.people.models import Account


def plan_city_mail(recipient: str, name: str, *, language: str, at: datetime, **facts: Any) -> None:
    """Plan the mail ``people/mails/<name>.txt``, whose first line is the subject."""
    city = city_in_scope()
    with translation.override(language):
        text = str(template(f"people/mails/{name}.txt").render(city=city.name, **facts))
    subject, _, body = text.strip().partition("\n")
    plan_mail(
        city,
        recipient=recipient,
        language=language,
        subject=subject.strip(),
        body=body.strip(),
        at=at,
    )


def language_of(email: str, *, otherwise: str) -> str:
    """The language of the account with this address, or the given one when there is none."""
    found = Account.objects.filter(email=email).values_list("language", flat=True).first()
    return found or otherwise


def plan_invitation_mail(email: str, token: str, *, language: str, at: datetime) -> None:
    """Plan the mail with the link of an invitation, in the language of whoever will read it."""
    language = language_of(email, otherwise=language)
    address = public_url("invitation", language=language, token=token)
    plan_city_mail(email, "invitation", language=language, at=at, address=address)


def plan_anchor_mail(officer: Account, anchor: Anchor, *, at: datetime) -> None:
    """Plan the mail with the head of the audit log's chain; a paper account gets none."""
    if officer.email:
        facts = {"day": anchor.day.isoformat(), "total": anchor.total, "hash": bytes(anchor.hash).hex()}
        slug = city_in_scope().slug
        plan_city_mail(officer.email, "anchor", language=officer.language, at=at, slug=slug, **facts)


def public_url(name: str, *, language: str, **arguments: str) -> str:
    """The address of a page of the city in scope, as it is reached from outside."""
    with translation.override(language):
        return at_the_city(reverse(name, kwargs=arguments))


def at_the_city(address: str) -> str:
    """An address in a mail, at the city's own host.

    The host that a request names is whatever its sender wrote: a link with a secret must not lead there.
    """
    path = urlunsplit(urlsplit(address)._replace(scheme="", netloc=""))
    return f"{str(settings.PUBLIC_ADDRESS).format(host=city_in_scope().hosts[0])}{path}"
