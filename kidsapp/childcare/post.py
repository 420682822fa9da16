"""A message as a letter on paper: for a window envelope, with a slip to send back where an answer is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from kidsapp.childcare.paper_texts import EVIDENCE_SLIP, LETTER_SLIPS, OFFER_SLIP, SLIP_LINES, SlipText
from kidsapp.documents.blank import Words
from kidsapp.documents.post import PostalLetter, Slip, post_pdf
from kidsapp.kernel.clock import german_day
from kidsapp.messaging.models import Letter
from kidsapp.messaging.queries import letter_of
from kidsapp.municipality.queries import City
from kidsapp.page.jinja import day
from kidsapp.people.models import Account
from kidsapp.people.queries.take_over import is_on_paper
from kidsapp.places.wording import contact_in_words

SLIPS: Mapping[str, SlipText] = {"offer": OFFER_SLIP, "evidence": EVIDENCE_SLIP}


@dataclass(frozen=True)
class Post:
    """A letter with the number of the case that it is about."""

    letter: Letter
    number: str


def letters_pdf(posts: Sequence[Post], *, city: City, at: datetime) -> bytes:
    """The letters in one accessible PDF, each in its reader's language."""
    title = gettext("Briefe der Stadt {city}").format(city=city.name)
    return post_pdf([postal_letter(post, city, on=german_day(at)) for post in posts], title=title, at=at)


def postal_letter(post: Post, city: City, *, on: date) -> PostalLetter:
    """One letter in the language of whoever reads it, dated on the day of printing."""
    message = post.letter.message
    with translation.override(message.account.language):
        said = letter_of(message)
        return PostalLetter(
            language=(translation.get_language() or "de").partition("-")[0],
            sender=_sender(city),
            sender_line=_sender_line(city),
            address=window_lines(message.account),
            reference=_reference(post.number, on, city),
            title=said.title,
            greeting=gettext("Guten Tag, {name}").format(name=message.account),
            body=(said.body,),
            closing=_closing(message.kind, message.account),
            slip=slip_of(message.kind, message.facts, number=post.number, city=city),
        )


def window_lines(account: Account) -> tuple[str, ...]:
    """The lines in the window; without street or town nothing can be sent."""
    town = f"{account.postal_code} {account.town}".strip()
    return tuple(line for line in (str(account), account.street, town) if line)


def _sender(city: City) -> str:
    return _in_german("Stadt {city}, Jugendamt").format(city=city.name)


def _sender_line(city: City) -> str:
    return " · ".join(
        filter(None, [_sender(city), *contact_in_words(city.row.profile)["address"].split(", ")])
    )


def _reference(number: str, on: date, city: City) -> tuple[tuple[str, str], ...]:
    contact = contact_in_words(city.row.profile)
    rows = (
        (gettext("Datum"), day(on)),
        (gettext("Nummer"), number),
        (gettext("Telefon"), contact["phone"]),
    )
    return tuple(row for row in rows if row[1])


def _closing(kind: str, reader: Account) -> tuple[str, ...]:
    lines = [gettext("Dieser Brief wurde maschinell erstellt. Er gilt ohne Unterschrift.")]
    if is_on_paper(reader):
        code = gettext("Möchten Sie lieber E-Mails statt Briefe? Fragen Sie das Jugendamt nach einem Code.")
        lines.insert(0, code)
    if LETTER_SLIPS.get(kind) == "offer":
        how = gettext("Kreuzen Sie unten an, unterschreiben Sie und schicken Sie den Abschnitt zurück.")
        lines.insert(0, how)
    return tuple(lines)


def slip_of(kind: str, facts: Mapping[str, Any], *, number: str, city: City) -> Slip | None:
    """What the reader sends back, if an answer is due."""
    text = SLIPS.get(LETTER_SLIPS.get(kind, ""))
    if text is None:
        return None
    told = {"child": facts.get("child", ""), "facility": facts.get("facility", ""), "number": number}
    return Slip(
        title=_words(text.title),
        lead=_words(text.lead, told),
        ticks=tuple(_words(tick) for tick in text.ticks),
        lines=tuple(_words(line) for line in SLIP_LINES),
        back_to=_back_to(facts.get("date", ""), city),
    )


def _back_to(until: str, city: City) -> str:
    back = ", ".join(filter(None, [_sender(city), contact_in_words(city.row.profile)["address"]]))
    with translation.override("de"):
        if until:
            when = day(date.fromisoformat(until))
            return gettext("Zurück bis {date} an: {address}").format(date=when, address=back)
        return gettext("Zurück an: {address}").format(address=back)


def _in_german(text: str) -> str:
    """As it stands on the envelope and in the office's own papers."""
    with translation.override("de"):
        return gettext(text)


def _words(text: str, facts: Mapping[str, Any] | None = None) -> Words:
    """German, and below it the reader's language where that is another."""
    german, other = _in_german(text).format(**facts or {}), gettext(text).format(**facts or {})
    return Words(german, "" if other == german else other)
