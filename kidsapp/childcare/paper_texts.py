"""Texts of letters on paper that are stored by key: slips to send back, kinds, why something came back."""

from collections.abc import Mapping
from dataclasses import dataclass

from kidsapp.kernel.texts import message


@dataclass(frozen=True)
class SlipText:
    """The part of a letter that comes back; the facts are child, facility and number."""

    title: str
    lead: str
    ticks: tuple[str, ...]


OFFER_SLIP = SlipText(
    message("Antwort auf das Platzangebot"),
    message("Vormerkung {number}, {child}: {facility}"),
    (message("Wir nehmen den Platz an."), message("Wir lehnen den Platz ab.")),
)
EVIDENCE_SLIP = SlipText(
    message("Nachweis für 45 Stunden"),
    message("Vormerkung {number}, {child}. Bitte legen Sie diesen Abschnitt zum Nachweis."),
    (
        message("Der Nachweis liegt bei."),
        message("Wir brauchen keine 45 Stunden mehr. Bitte rufen Sie uns an."),
    ),
)
AGREEMENT_SLIP = SlipText(
    message("Antwort auf die Bitte um Zustimmung"),
    message("Vormerkung {number}, {child}"),
    (message("Ich stimme zu."), message("Ich stimme nicht zu. Bitte sprechen Sie mit mir.")),
)
SLIP_LINES = (message("Datum"), message("Unterschrift"))
LETTER_SLIPS: Mapping[str, str] = {
    "childcare.place_offered": "offer",
    "childcare.offer_reminder": "offer",
    "childcare.offer_extended": "offer",
    "childcare.asked_to_agree": "agreement",
    "childcare.hours_asked": "evidence",
    "childcare.hours_refused": "evidence",
}
"""The letters that somebody has to answer."""

LETTER_KINDS: Mapping[str, str] = {
    "childcare.received": message("Vormerkung angekommen"),
    "childcare.received_late": message("Vormerkung angekommen, nach dem Stichtag"),
    "childcare.received_in_year": message("Vormerkung angekommen, mitten im Jahr"),
    "childcare.changed": message("Vormerkung geändert"),
    "childcare.erasure_kept": message("Antrag auf Löschung: bleibt noch"),
    "childcare.erasure_done": message("Antrag auf Löschung: erledigt"),
    "childcare.need_confirmed": message("Bedarf bestätigt"),
    "childcare.place_offered": message("Platzangebot"),
    "childcare.waiting": message("Warteliste"),
    "childcare.offer_reminder": message("Erinnerung an ein Platzangebot"),
    "childcare.offer_extended": message("Mehr Zeit für ein Platzangebot"),
    "childcare.offer_expired": message("Frist vorbei"),
    "childcare.offer_retracted": message("Platzangebot zurückgenommen"),
    "childcare.declined": message("Absage einer Kita"),
    "childcare.placed": message("Platz angenommen"),
    "childcare.offer_declined": message("Platz abgelehnt"),
    "childcare.contract_changed": message("Vertrag geändert"),
    "childcare.contract_ended": message("Vertrag endet"),
    "childcare.withdrawn": message("Vormerkung zurückgezogen"),
    "childcare.taken_over": message("Vormerkung in ein Konto übernommen"),
    "childcare.hours_evidence_received": message("Nachweis angekommen"),
    "childcare.hours_papers_sent_on": message("Die Kita schickt Papiere weiter"),
    "childcare.hours_approved": message("45 Stunden genehmigt"),
    "childcare.hours_refused": message("45 Stunden nicht genehmigt"),
    "childcare.hours_asked": message("Nachweis fehlt"),
    "childcare.asked_to_agree": message("Bitte um Zustimmung"),
    "childcare.guardian_agreed": message("Zweite Person stimmt zu"),
    "childcare.guardian_objected": message("Zweite Person stimmt nicht zu"),
    "childcare.custody_settled": message("Sorgerecht geklärt"),
    "childcare.doubled_ended": message("Doppelte Vormerkung beendet"),
    "childcare.doubled_kept": message("Doppelte Vormerkung geklärt"),
}
"""The messages that a family may get, as the office calls them."""

MAIL_ERRORS: Mapping[str, str] = {
    "SMTPRecipientsRefused": message("Diese Adresse gibt es nicht, oder das Postfach nimmt nichts an."),
    "SMTPDataError": message("Der Mailserver der Familie hat die Mail nicht angenommen."),
    "SMTPSenderRefused": message(
        "Der Absender der Stadt wurde nicht angenommen. Bitte fragen Sie den Betrieb."
    ),
    "SMTPAuthenticationError": message(
        "Die Stadt ist am Mailserver nicht angemeldet. Bitte fragen Sie den Betrieb."
    ),
}
OTHER_MAIL_ERROR = message("Der Mailserver war nicht zu erreichen. Meist hilft: noch einmal senden.")

OTHER_LETTER = message("Andere Nachricht")

RETURN_REASONS: Mapping[str, str] = {
    "unknown": message("Empfänger unbekannt"),
    "moved": message("Unbekannt verzogen"),
    "refused": message("Annahme verweigert"),
    "no_box": message("Kein Name am Briefkasten"),
    "other": message("etwas anderes"),
}
