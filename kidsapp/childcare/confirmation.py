"""The confirmation of a pre-registration as a letter."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext

from kidsapp.childcare import wording
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.answers import contact_of, ground_of, second_guardian_of, siblings_of
from kidsapp.childcare.queries.family import wish_lines
from kidsapp.childcare.queries.terms import season_on
from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.queries import City
from kidsapp.page.jinja import day, moment
from kidsapp.people.mails import public_url
from kidsapp.people.rules import DAYS_TO_TAKE_OVER
from kidsapp.places.wording import hours_names


def confirmation_pdf(
    case: PreRegistration, *, city: City, language: str, today: date, code: str = ""
) -> bytes:
    """The confirmation in this language, as accessible PDF; its date is the day of submission.

    With a code it also says how the family goes on by itself.
    """
    with translation.override(language):
        letter = _letter(case, city, language, [_later(case, code, today)] if code else [])
    return pdf_of(letter, at=case.submitted_at)


def _letter(case: PreRegistration, city: City, language: str, more: list[Section]) -> Letter:
    sections = confirmation_sections(case, hours_names(city.settings))
    return Letter(
        language=language.partition("-")[0],
        sender=gettext("Stadt {city}, Jugendamt").format(city=city.name),
        title=gettext("Bestätigung der Vormerkung {number}").format(number=case.number),
        dated=moment(case.submitted_at),
        lead=gettext("Wir haben Ihre Wünsche bekommen. Wer früher absendet, hat keinen Vorteil."),
        sections=(*sections, _what_next(case, city), *more),
        closing=gettext("Diese Bestätigung wurde maschinell erstellt. Sie gilt ohne Unterschrift."),
    )


def confirmation_sections(case: PreRegistration, hours: Mapping[str, str]) -> list[Section]:
    """Every answer of the form."""
    found = [
        Section(gettext("Ihr Kind"), _rows(wording.child_rows(case.child))),
        Section(gettext("Ab wann und wie lange?"), _rows(wording.need_rows(vars(case), hours, case.child))),
        _wishes(case),
        Section(gettext("Ihre Familie"), _rows(_family(case))),
        Section(gettext("Nachweise"), _rows(wording.evidence_rows(ground_of(case)))),
    ]
    return [section for section in found if section.rows]


def _rows(rows: wording.Rows) -> tuple[tuple[str, str], ...]:
    return tuple(rows)


def _wishes(case: PreRegistration) -> Section:
    rank = gettext("{rank}. Wunsch")
    rows = tuple((rank.format(rank=line.rank), line.facility) for line in wish_lines(case))
    return Section(gettext("Ihre Wünsche"), rows)


def _family(case: PreRegistration) -> wording.Rows:
    contact, siblings = contact_of(case), siblings_of(case)
    rows = case.siblings.select_related("facility", "together_with")
    places = {row.facility.public_id: row.facility.name for row in rows if row.facility}
    own = wording.guardian_rows(contact, second_guardian_of(case)) if contact else []
    return own + wording.family_rows({**vars(case), "siblings": siblings}, places, {})


def _what_next(case: PreRegistration, city: City) -> Section:
    season = season_on(case.starts_on, city.settings)
    if not case.is_late:
        text = gettext(
            "Ab {date} vergeben die Kitas ihre Plätze. "
            "Sie bekommen eine Nachricht, sobald eine Kita geantwortet hat."
        ).format(date=day(season.cut_off_on))
    elif german_day(case.submitted_at) < season.second_round_on:
        text = gettext("Ihre Vormerkung kommt in die zweite Runde. Die beginnt am %(date)s.")
        text %= {"date": day(season.second_round_on)}
    else:
        text = gettext(
            "Die großen Runden für dieses Kita-Jahr sind vorbei. "
            "Freie Plätze vergeben die Kitas das ganze Jahr über."
        )
    return Section(gettext("Wie geht es weiter?"), text=text)


def _later(case: PreRegistration, code: str, today: date) -> Section:
    """How a family without an address for mail takes its pre-registration over later."""
    until = today + timedelta(days=DAYS_TO_TAKE_OVER)
    address = public_url("take_over", language=translation.get_language() or "de").rstrip("/")
    rows = (
        (gettext("Adresse"), address),
        (gettext("Nummer"), case.number),
        (gettext("Code"), code),
        (gettext("Gilt bis"), day(until)),
    )
    text = gettext(
        "Sie bekommen alles als Brief. Möchten Sie lieber im Internet weitermachen? Öffnen Sie diese Adresse "
        "und tippen Sie Nummer und Code ein. Der Code gilt einmal. Bitte geben Sie ihn niemandem."
    )
    if PreRegistration.objects.filter(submitted_by=case.submitted_by).exclude(child=case.child_id).exists():
        text += " " + gettext("Der Code gilt für alle Ihre Kinder, die wir vorgemerkt haben.")
    return Section(gettext("Später mit E-Mail weitermachen"), rows, text)
