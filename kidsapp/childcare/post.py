"""A message as a letter on paper: for a window envelope, with a slip to send back where an answer is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from kidsapp.childcare.paper_texts import (
    AGREEMENT_SLIP,
    EVIDENCE_SLIP,
    LETTER_SLIPS,
    OFFER_SLIP,
    SLIP_LINES,
    SlipText,
)
from kidsapp.documents.blank import Words
from kidsapp.documents.post import PostalLetter, Slip, post_pdf
from kidsapp.kernel.clock import german_day
from kidsapp.messaging.models import Letter
from kidsapp.messaging.queries import letter_of
from kidsapp.municipality.queries import City
from kidsapp.page.jinja import day
from kidsapp.people.models import Account, NamedGuardian
from kidsapp.people.queries.take_over import is_on_paper
from kidsapp.places.wording import contact_in_words

SLIPS: Mapping[str, SlipText] = {
    "offer": OFFER_SLIP,
    "evidence": EVIDENCE_SLIP,
    "agreement": AGREEMENT_SLIP,
}


@dataclass(frozen=True)
class Post:
    """A letter with the number of the case that it is about, and the link that only this paper holds."""

    letter: Letter
    number: str
    link: str = ""


def letters_pdf(posts: Sequence[Post], *, city: City, at: datetime) -> bytes:
    """The letters in one accessible PDF, each in its reader's language."""
    title = gettext("Briefe der Stadt {city}").format(city=city.name)
    return post_pdf([postal_letter(post, city, on=german_day(at)) for post in posts], title=title, at=at)


def postal_letter(post: Post, city: City, *, on: date) -> PostalLetter:
    """One letter in the language of whoever reads it, dated on the day of printing."""
    message, reader = post.letter.message, reader_of(post.letter)
    with translation.override(reader.language):
        said = letter_of(message)
        return PostalLetter(
            language=(translation.get_language() or "de").partition("-")[0],
            sender=_sender(city),
            sender_line=_sender_line(city),
            address=window_of(post.letter),
            reference=_reference(post.number, on, city),
            title=said.title,
            greeting=gettext("Guten Tag, {name}").format(name=reader),
            body=(said.body, *_by_link(post.link)),
            closing=_closing(message.kind, reader),
            slip=slip_of(message.kind, message.facts, number=post.number, city=city),
        )


def reader_of(letter: Letter) -> Account | NamedGuardian:
    """Who reads the letter: an account, or a second guardian whom the family named."""
    account = letter.message.account
    if account is not None:
        return account
    named: NamedGuardian | None = letter.asking.agreement.guardian
    assert named is not None  # noqa: S101 (for the type checker: an account would be the message's own)
    return named


def window_of(letter: Letter) -> tuple[str, ...]:
    """The lines of the address; who was named without one lives where the family lives."""
    reader = reader_of(letter)
    if isinstance(reader, Account) or reader.street:
        return window_lines(reader)
    family = letter.asking.agreement.preregistration.submitted_by
    home = window_lines(family)[1:] if family else ()
    return (str(reader), *home)


def window_lines(somebody: Account | NamedGuardian) -> tuple[str, ...]:
    """The lines in the window; without street or town nothing can be sent."""
    town = f"{somebody.postal_code} {somebody.town}".strip()
    return tuple(line for line in (str(somebody), somebody.street, town) if line)


def _by_link(link: str) -> tuple[str, ...]:
    """How a second guardian answers: this paper alone holds the link."""
    if not link:
        return ()
    return (
        gettext("Im Internet: Tippen Sie diese Adresse ein: {address}").format(address=link),
        gettext("Ohne Internet: Kreuzen Sie unten an, und schicken Sie den Abschnitt zurück."),
    )


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


def _closing(kind: str, reader: Account | NamedGuardian) -> tuple[str, ...]:
    lines = [gettext("Dieser Brief wurde maschinell erstellt. Er gilt ohne Unterschrift.")]
    if isinstance(reader, Account) and is_on_paper(reader):
        code = gettext("Möchten Sie lieber E-Mails statt Briefe? Fragen Sie das Jugendamt nach einem Code.")
        lines.insert(0, code)
    if LETTER_SLIPS.get(kind) == "offer":
        how = gettext("Kreuzen Sie unten an, unterschreiben Sie und schicken Sie den Abschnitt zurück.")
        lines.insert(0, how)
    if LETTER_SLIPS.get(kind) == "agreement":
        lines.insert(0, gettext("Der Brief ist nur für Sie. Bitte geben Sie ihn nicht weiter."))
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
