"""The life of a case as its family reads it: what happened, what waits, what will come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.childcare.models import CaseEvent, PreRegistration, Wish
from kidsapp.childcare.past import PAST
from kidsapp.childcare.queries.contracts import ContractLine
from kidsapp.childcare.queries.evidence import EvidenceView
from kidsapp.childcare.queries.family import ground_of, open_offers
from kidsapp.childcare.queries.terms import late_today
from kidsapp.childcare.rules import Season
from kidsapp.childcare.rules.clock import ClockTerms, confirm_by
from kidsapp.childcare.states import (
    LIVE_WISHES,
    EvidenceState,
    PlaceOfferState,
    PreRegistrationState,
    WishState,
)
from kidsapp.childcare.texts import DECLINE_REASONS
from kidsapp.kernel.clock import german_day
from kidsapp.page.jinja import day, short_day
from kidsapp.page.measures import listed


@dataclass(frozen=True)
class TimelineEntry:
    """One step of the case: done, now or later."""

    state: str
    title: str
    text: str = ""
    button: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True)
class Facts:
    """A case with its wishes, offers and events, and what else its life hangs on."""

    case: PreRegistration
    season: Season
    terms: ClockTerms
    today: date
    evidence: EvidenceView | None
    contract: ContractLine | None

    @property
    def is_open(self) -> bool:
        """Whether the family still looks for a place."""
        return self.case.state == PreRegistrationState.SUBMITTED

    @property
    def is_late(self) -> bool:
        """Whether it waits for the second round."""
        is_waiting = self.today < self.season.second_round_on and not self.case.is_urgent
        return self.is_open and is_waiting and late_today(self.case, self.season)

    def names(self, *states: WishState) -> list[str]:
        """The Kitas of the wishes in these states, best first."""
        return [wish.facility.name for wish in self.case.wishes.all() if wish.state in states]

    @property
    def is_dead_end(self) -> bool:
        """Whether no wish can become a place any more."""
        return self.is_open and not self.names(*LIVE_WISHES)


def timeline(facts: Facts) -> list[TimelineEntry]:
    """The steps in the order of their days."""
    wishes = {wish.pk: wish for wish in facts.case.wishes.all()}
    events = [event for event in facts.case.events.all() if event.act in PAST]
    past = [_past(event, wishes.get(event.wish_id or 0)) for event in events]
    if facts.case.state == PreRegistrationState.WITHDRAWN:
        return past
    coming = sorted(_to_come(facts), key=lambda step: step[0])
    return [*past, *waiting_for_family(facts), *_now(facts), *(entry for _day, entry in coming)]


def _past(event: CaseEvent, wish: Wish | None) -> TimelineEntry:
    title, text = PAST[event.act]
    facts = {
        "date": short_day(german_day(event.at)),
        "facility": wish.facility.name if wish else "",
    }
    said = _why(event.act, wish) or (gettext(text) if text else _on_paper(event))
    return TimelineEntry("done", gettext(title).format(**facts), said)


def _on_paper(event: CaseEvent) -> str:
    """When the family's paper came in, where that was another day."""
    received = event.received_on
    if received is None or received == german_day(event.at):
        return ""
    return gettext("Ihr Papier kam am {date} an.").format(date=short_day(received))


def _why(act: str, wish: Wish | None) -> str:
    """The reason that the Kita gave with this act."""
    if wish and act == "decline_child" and wish.decline_reason in DECLINE_REASONS:
        return gettext(DECLINE_REASONS[wish.decline_reason])
    if wish and act == "retract_place_offer":
        offers = wish.offers.all()
        return ground_of(next((each for each in offers if each.state == PlaceOfferState.RETRACTED), None))
    return ""


def waiting_for_family(facts: Facts) -> Iterable[TimelineEntry]:
    """What the family itself has to do, soonest first; repeated above the timeline."""
    for offer in open_offers(facts.case):
        address = reverse("place_offer", kwargs={"public_id": offer.public_id})
        told = {"facility": offer.facility, "date": day(offer.answer_until)}
        yield TimelineEntry(
            "now",
            gettext("Antworten Sie {facility} bis {date}").format(**told),
            gettext("So lange ist der Platz für Ihr Kind frei gehalten."),
            button=(gettext("Angebot ansehen"), address),
        )
    if (
        facts.is_open
        and facts.evidence
        and facts.evidence.state == EvidenceState.ASKED
        and not facts.evidence.sent_on_at
    ):
        yield _evidence_asked(facts, facts.evidence)


def _evidence_asked(facts: Facts, evidence: EvidenceView) -> TimelineEntry:
    until = gettext("Bitte bis {date}.").format(date=day(evidence.due_on)) if evidence.due_on else ""
    why = gettext("Ohne Nachweis kann das Jugendamt 45 Stunden nicht genehmigen. Ihr Wunsch gilt trotzdem.")
    address = reverse("hours_evidence", kwargs={"public_id": facts.case.public_id})
    return TimelineEntry(
        "now",
        gettext("Nachweis für 45 Stunden"),
        f"{until} {why}".strip(),
        button=(gettext("Nachweis abgeben"), address, "upload"),
    )


def _now(facts: Facts) -> Iterable[TimelineEntry]:
    if not facts.is_open:
        return
    if facts.evidence and facts.evidence.state == EvidenceState.OPEN:
        yield TimelineEntry(
            "now", gettext("Das Jugendamt prüft Ihren Nachweis"), gettext("Sie bekommen Post.")
        )
    if facts.evidence and facts.evidence.sent_on_at:
        title = gettext("Ihre Papiere sind auf dem Weg zum Jugendamt")
        yield TimelineEntry("now", title, gettext("Sie bekommen Post."))
    if facts.is_dead_end:
        text = gettext("Oben steht, wie es weitergehen kann.")
        yield TimelineEntry("now", gettext("Noch kein Platz"), text)
    elif facts.today >= facts.season.cut_off_on and not facts.is_late and not open_offers(facts.case):
        yield _deciding(facts)


def _deciding(facts: Facts) -> TimelineEntry:
    if facts.names(WishState.OPEN):
        title = gettext("Die Kitas entscheiden")
        return TimelineEntry("now", title, gettext("Sie bekommen Post, sobald eine Kita geantwortet hat."))
    waiting = listed(facts.names(WishState.WAITING))
    text = gettext(
        "Auf der Warteliste: {names}. Eine Reihenfolge gibt es nicht. Wird ein Platz frei, bekommen Sie Post."
    )
    return TimelineEntry("now", gettext("Sie warten auf einen freien Platz"), text.format(names=waiting))


Step = tuple[date, TimelineEntry]


def _later(on: date, title: str, text: str) -> Step:
    return on, TimelineEntry("later", title.format(date=day(on)), text)


def _to_come(facts: Facts) -> Iterable[Step]:
    if facts.contract:
        yield from _of_contract(facts.contract, facts.today)
        return
    steps = [*_rounds(facts), *_terms(facts)]
    text = gettext("Von diesem Tag an brauchen Sie den Platz.")
    steps.append(_later(facts.case.starts_on, gettext("{date}: erster Tag"), text))
    yield from (step for step in steps if step[0] >= facts.today)


def _rounds(facts: Facts) -> Iterable[Step]:
    season = facts.season
    if facts.is_late:
        text = gettext("Ab dann sehen die Kitas Ihre Vormerkung. Freie Plätze gibt es auch dann noch.")
        yield _later(season.second_round_on, gettext("{date}: zweite Runde"), text)
        return
    if facts.today >= season.cut_off_on and facts.is_dead_end and facts.today >= season.second_round_on:
        return
    text = gettext("Ab dann vergeben die Kitas ihre Plätze. Sie müssen nichts tun.")
    yield _later(season.cut_off_on, gettext("{date}: Stichtag"), text)
    if season.lower_wishes_open_on and len(facts.names(WishState.OPEN)) > 1:
        text = gettext("Ab dann entscheiden alle Kitas, die Sie gewünscht haben.")
        yield _later(season.lower_wishes_open_on, gettext("{date}: alle Wünsche zählen"), text)
    text = gettext("Freie Plätze gehen an Kinder ohne Platz. Sie können dann weitere Kitas wünschen.")
    yield _later(season.second_round_on, gettext("{date}: zweite Runde"), text)


def _terms(facts: Facts) -> Iterable[Step]:
    """What the youth office has to do by law, where the Land sets it a term."""
    confirmed = facts.case.need_confirmed_at
    by = None if confirmed else confirm_by(german_day(facts.case.submitted_at), facts.terms)
    if by:
        text = gettext("Das Jugendamt bestätigt Ihren Bedarf und schreibt Ihnen zum Elternbeitrag.")
        yield _later(by, gettext("bis {date}: Bestätigung"), text)
    weeks = facts.terms.assignment_latest_weeks
    if weeks is not None:
        latest = facts.case.starts_on - timedelta(weeks=weeks)
        text = gettext("Sie bekommen eine Zusage oder einen anderen Vorschlag. In jedem Fall Post von uns.")
        yield _later(latest, gettext("bis {date}: Antwort"), text)


def _of_contract(contract: ContractLine, today: date) -> Iterable[Step]:
    for at, term in enumerate(contract.terms):
        what = gettext("{hours}, Gruppe {group}.").format(hours=term.hours, group=term.group)
        if at == 0 and term.valid_from < today:
            continue
        if at == 0:
            text = gettext("Die Kita meldet sich vorher bei Ihnen.")
            yield _later(term.valid_from, gettext("{date}: erster Tag"), f"{what} {text}")
        elif term.valid_from >= today:
            yield _later(term.valid_from, gettext("{date}: der Vertrag ändert sich"), what)
    if contract.ends_on and contract.ends_on >= today:
        yield _later(contract.ends_on, gettext("{date}: letzter Tag"), contract.end_reason)
