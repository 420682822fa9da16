"""What the youth office's desk says of a case, in the reader's language."""

from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import gettext, ngettext

from kidsapp.childcare.models import CaseDocument
from kidsapp.childcare.rules.clock import Due, Task, Turn
from kidsapp.childcare.states import AgreementState, EvidenceState, PlaceOfferState
from kidsapp.childcare.texts import AGREEMENT_STATES, EVIDENCE_TAGS
from kidsapp.kernel.texts import message
from kidsapp.page.locales import current_locale

TASKS: Mapping[Task, str] = {
    Task.FIND_URGENT_PLACE: message("Sofort einen Platz suchen"),
    Task.SETTLE_CONCERN: message("Hinweis klären"),
    Task.CHECK_EVIDENCE: message("Nachweis prüfen"),
    Task.AWAIT_EVIDENCE: message("Wartet auf den Nachweis"),
    Task.CONFIRM_NEED: message("Bedarf bestätigen"),
    Task.AWAIT_ANSWER: message("Wartet auf die Antwort"),
    Task.FIND_PLACE: message("Platz suchen"),
    Task.AWAIT_KITAS: message("Kitas entscheiden"),
}
OVERDUE_TASKS: Mapping[Task, str] = {
    Task.AWAIT_EVIDENCE: message("Familie erinnern"),
    Task.AWAIT_ANSWER: message("Familie erinnern"),
    Task.AWAIT_KITAS: message("Kitas fragen"),
}
PLACES_ON_PAGE: Mapping[Task, str] = {
    Task.FIND_URGENT_PLACE: "wuensche",
    Task.SETTLE_CONCERN: "hinweise",
    Task.CHECK_EVIDENCE: "nachweis",
    Task.AWAIT_EVIDENCE: "nachweis",
    Task.CONFIRM_NEED: "bestaetigen",
    Task.AWAIT_ANSWER: "wuensche",
    Task.FIND_PLACE: "wuensche",
    Task.AWAIT_KITAS: "wuensche",
}
"""Where on the case's page the step is taken."""

TURNS: Mapping[Turn, str] = {
    Turn.OFFICE: message("Jugendamt"),
    Turn.FAMILY: message("Familie"),
    Turn.KITA: message("Kitas"),
}
EVIDENCE: Mapping[str, tuple[str, str]] = {
    EvidenceState.OPEN: (EVIDENCE_TAGS[EvidenceState.OPEN], message("neu")),
    EvidenceState.ASKED: (EVIDENCE_TAGS[EvidenceState.ASKED], message("nachgefragt")),
    EvidenceState.APPROVED: (EVIDENCE_TAGS[EvidenceState.APPROVED], message("geprüft")),
    EvidenceState.REFUSED: (EVIDENCE_TAGS[EvidenceState.REFUSED], message("nicht anerkannt")),
}
"""Kind of the tag, and the word on it."""

ORIGINS: Mapping[str, str] = {
    "family": message("online"),
    "youth_office": message("Papier, Jugendamt"),
    "kita": message("Papier, Kita"),
}

OFFERS: Mapping[str, str] = {
    PlaceOfferState.OFFERED: message("wartet auf die Familie"),
    PlaceOfferState.ACCEPTED: message("angenommen"),
    PlaceOfferState.DECLINED: message("von der Familie abgelehnt"),
    PlaceOfferState.RELEASED: message("frei gegeben"),
    PlaceOfferState.EXPIRED: message("abgelaufen"),
    PlaceOfferState.RETRACTED: message("von der Kita zurückgenommen"),
}
AGREEMENTS: Mapping[str, tuple[str, str]] = {
    AgreementState.ASKED: ("info", AGREEMENT_STATES[AgreementState.ASKED]),
    AgreementState.AGREED: ("good", AGREEMENT_STATES[AgreementState.AGREED]),
    AgreementState.OBJECTED: ("warn", AGREEMENT_STATES[AgreementState.OBJECTED]),
}
DOCUMENTS: Mapping[str, str] = {
    CaseDocument.Purpose.HOURS: message("für die Stunden"),
    CaseDocument.Purpose.FEE: message("für den Elternbeitrag"),
    CaseDocument.Purpose.CUSTODY: message("zum Sorgerecht"),
}
ACTS: Mapping[str, str] = {
    "submit_preregistration": message("Vormerkung gesendet"),
    "enter_at_counter": message("Vormerkung auf Papier eingegeben"),
    "issue_code": message("Code zum Übernehmen ausgegeben"),
    "take_over_case": message("Mit dem Code in ein Konto übernommen"),
    "change_preregistration": message("Vormerkung geändert"),
    "withdraw_preregistration": message("Vormerkung zurückgezogen"),
    "confirm_need": message("Bedarf bestätigt"),
    "give_hours_evidence": message("Nachweis eingereicht"),
    "send_hours_papers_on": message("Papiere für die Stunden von der Kita weitergeschickt"),
    "approve_hours": message("Nachweis anerkannt"),
    "refuse_hours": message("Nachweis nicht anerkannt"),
    "ask_again_for_hours": message("Nach dem Nachweis gefragt"),
    "ask_guardian": message("Zweiten Elternteil gefragt"),
    "agree": message("Zweiter Elternteil stimmt zu"),
    "object": message("Zweiter Elternteil widerspricht"),
    "raise_concern": message("Hinweis an das Jugendamt"),
    "settle_concern": message("Hinweis geklärt"),
    "accept_child": message("{facility} bietet einen Platz an"),
    "decline_child": message("{facility} hat keinen Platz"),
    "put_on_waiting_list": message("{facility}: auf der Warteliste"),
    "extend_place_offer": message("{facility} verlängert die Frist"),
    "retract_place_offer": message("{facility} nimmt das Angebot zurück"),
    "expire_place_offer": message("Angebot von {facility} abgelaufen"),
    "accept_place_offer": message("Platz in {facility} angenommen"),
    "enter_timely_answer": message("Antwort kam rechtzeitig: Platz in {facility} doch angenommen"),
    "decline_place_offer": message("Platz in {facility} abgelehnt"),
    "change_contract_hours": message("{facility}: Vertrag geändert"),
    "end_contract": message("{facility}: Ende des Vertrags eingetragen"),
}
OTHER_ACT = message("An der Vormerkung wurde etwas geändert")


def task_words(due: Due, *, today: date) -> str:
    """The next step; where somebody else is late, what the office does about it."""
    is_overdue = due.due_on is not None and due.due_on < today
    return gettext(OVERDUE_TASKS.get(due.task, TASKS[due.task]) if is_overdue else TASKS[due.task])


def due_words(day: date | None, *, today: date) -> str:
    """When it is due, as people say it: seit 6 Tagen, heute, morgen, Do 26.11."""
    if day is None:
        return gettext("ohne Frist")
    if day < today:
        days = (today - day).days
        return ngettext("seit %(num)s Tag", "seit %(num)s Tagen", days) % {"num": days}
    if day == today:
        return gettext("heute")
    if day == today + timedelta(days=1):
        return gettext("morgen")
    return weekday_and_day(day, with_year=(day - today).days > 180)


def weekday_and_day(day: date, *, with_year: bool = False) -> str:
    """A day in few letters: Do 26.11.; far ones with their year."""
    locale = current_locale()
    if locale.language == "de":
        short = format_date(day, "EEE", locale=locale).rstrip(".")
        return f"{short} {format_date(day, 'dd.MM.yyyy' if with_year else 'dd.MM.', locale=locale)}"
    return format_date(day, "EEE d MMM y" if with_year else "EEE d MMM", locale=locale)


def age_words(age: str) -> str:
    """An age group: unter 1 Jahr, 2 Jahre, ab 5 Jahren."""
    years = int(age)
    if years == 0:
        return gettext("unter 1 Jahr")
    if years == 5:
        return gettext("ab 5 Jahren")
    return ngettext("%(num)s Jahr", "%(num)s Jahre", years) % {"num": years}
