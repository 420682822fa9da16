"""The letter with which a second guardian without an address for mail is asked to agree."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from kidsapp.childcare.models import Agreement, PreRegistration
from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.municipality.queries import City
from kidsapp.page.jinja import day, moment


def agreement_letter(case: PreRegistration, agreement: Agreement, *, city: City, at: datetime) -> bytes:
    """The letter as PDF in the guardian's language; it alone holds the link."""
    guardian = agreement.guardian or agreement.account
    language = guardian.language if guardian else "de"
    with translation.override(language):
        return pdf_of(_letter(case, agreement, str(guardian), city=city, at=at), at=at)


def _letter(case: PreRegistration, agreement: Agreement, name: str, *, city: City, at: datetime) -> Letter:
    address = (gettext("Diese Adresse eintippen"), agreement.link)
    return Letter(
        language=translation.get_language().partition("-")[0],
        sender=gettext("Stadt {city}, Jugendamt").format(city=city.name),
        title=gettext("Bitte um Ihre Zustimmung"),
        dated=moment(at),
        lead=gettext(
            "{child} ist für einen Platz in einer Kita vorgemerkt. Sie sind als zweite sorgeberechtigte "
            "Person genannt. Bitte sagen Sie uns bis {date}, ob Sie zustimmen."
        ).format(child=case.child.given_name, date=day(agreement.valid_until)),
        sections=(
            Section(gettext("An"), text=name),
            Section(gettext("So antworten Sie"), rows=(address,)),
            Section(
                gettext("Ohne Internet"),
                text=gettext("Kommen Sie mit diesem Brief und Ihrem Ausweis zum Jugendamt."),
            ),
        ),
        closing=gettext("Der Brief ist nur für Sie. Bitte geben Sie ihn nicht weiter."),
    )
