"""The confirmation of a pre-registration as a letter."""

from django.utils.translation import gettext

from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.family import wish_lines
from kidsapp.childcare.queries.terms import season_on
from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.municipality.queries import City
from kidsapp.page.jinja import day, moment
from kidsapp.places.wording import hours_names


def confirmation_pdf(case: PreRegistration, *, city: City, language: str) -> bytes:
    """The confirmation in the reader's language, as accessible PDF; its date is the day of submission."""
    season = season_on(case.starts_on, city.settings)
    letter = Letter(
        language=language.partition("-")[0],
        sender=gettext("Stadt {city}, Jugendamt").format(city=city.name),
        title=gettext("Bestätigung der Vormerkung {number}").format(number=case.number),
        dated=moment(case.submitted_at),
        lead=gettext("Wir haben Ihre Wünsche bekommen. Wer früher absendet, hat keinen Vorteil."),
        sections=(_child(case, city), _wishes(case), _what_next(day(season.cut_off_on))),
        closing=gettext("Diese Bestätigung wurde maschinell erstellt. Sie gilt ohne Unterschrift."),
    )
    return pdf_of(letter, at=case.submitted_at)


def _child(case: PreRegistration, city: City) -> Section:
    hours = hours_names(city.settings)
    rows = (
        (gettext("Name"), str(case.child)),
        (gettext("Geburtstag"), day(case.child.born_on)),
        (gettext("Beginn"), day(case.starts_on)),
        (gettext("Stunden"), hours.get(case.hours, case.hours)),
    )
    return Section(gettext("Ihr Kind"), rows)


def _wishes(case: PreRegistration) -> Section:
    rank = gettext("{rank}. Wunsch")
    rows = tuple((rank.format(rank=line.rank), line.facility) for line in wish_lines(case))
    return Section(gettext("Ihre Wünsche"), rows)


def _what_next(cut_off: str) -> Section:
    text = gettext(
        "Ab {date} vergeben die Kitas ihre Plätze. "
        "Sie bekommen eine Nachricht, sobald eine Kita geantwortet hat."
    )
    return Section(gettext("Wie geht es weiter?"), text=text.format(date=cut_off))
