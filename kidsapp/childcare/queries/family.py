"""What a family reads of its pre-registrations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import CaseEvent, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import Season
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.texts import DECLINE_REASONS, WISH_STATES
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.texts import message
from kidsapp.page.jinja import day, short_day
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class WishLine:
    """A wish as the family sees it."""

    rank: int
    facility: str
    facility_id: str
    phone: str
    state: str
    state_text: str
    reason: str


@dataclass(frozen=True)
class OfferLine:
    """An open place offer."""

    public_id: str
    facility: str
    group: str
    answer_until: date


@dataclass(frozen=True)
class TimelineEntry:
    """One step of the case: done, now or later."""

    state: str
    title: str
    text: str = ""
    button: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    tag: str = ""


def case_for(actor: Actor, public_id: str) -> PreRegistration | None:
    """The case with this public id if the actor may see it, with all that its page needs; five statements."""
    found = policy.see_preregistration.permitted(actor, PreRegistration.objects.filter(public_id=public_id))
    case: PreRegistration | None = _whole(found).first()
    return case


def _whole(rows: Any) -> Any:
    offers = PlaceOffer.objects.select_related("group").order_by("-offered_at")
    wishes = Wish.objects.select_related("facility").prefetch_related(Prefetch("offers", offers))
    events = CaseEvent.objects.select_related("wish__facility")
    prefetches = (Prefetch("wishes", wishes), Prefetch("events", events))
    return rows.select_related("child").prefetch_related(*prefetches).distinct()


def wish_lines(case: PreRegistration) -> list[WishLine]:
    """The wishes, best first."""
    return [_wish_line(wish) for wish in case.wishes.all()]


def _wish_line(wish: Wish) -> WishLine:
    reason = DECLINE_REASONS.get(wish.decline_reason, "")
    facility = wish.facility
    return WishLine(
        wish.rank,
        facility.name,
        facility.public_id,
        facility.phone,
        wish.state,
        gettext(WISH_STATES[wish.state]),
        gettext(reason) if reason else "",
    )


def open_offers(case: PreRegistration) -> list[OfferLine]:
    """The place offers that wait for an answer."""
    return [
        OfferLine(offer.public_id, wish.facility.name, offer.group.name, offer.answer_until)
        for wish in case.wishes.all()
        for offer in wish.offers.all()
        if offer.state == PlaceOfferState.OFFERED
    ]


def timeline(case: PreRegistration, *, settings: Mapping[str, Any], today: date) -> list[TimelineEntry]:
    """The life of the case in words: what happened, what waits, what will come."""
    past = [_past(event) for event in case.events.all() if event.act in PAST]
    if case.state == PreRegistrationState.WITHDRAWN:
        return past
    season = season_on(case.starts_on, settings)
    return [*past, *_now(case), *_to_come(case, season, today), _first_day(case)]


def office_timeline(
    case: PreRegistration, *, settings: Mapping[str, Any], today: date
) -> list[TimelineEntry]:
    """The same life as the office reads it: without what is said to the family."""
    told = timeline(case, settings=settings, today=today)
    plain = [replace(entry, text="") for entry in told if not entry.link]
    later = next((at for at, entry in enumerate(plain) if entry.state == "later"), len(plain))
    return [*plain[:later], *_awaited(case), *plain[later:]]


def _awaited(case: PreRegistration) -> Iterable[TimelineEntry]:
    for offer in open_offers(case):
        facts = {"facility": offer.facility, "date": day(offer.answer_until)}
        yield TimelineEntry("now", gettext("{facility}: Antwort der Familie bis {date}").format(**facts))


PAST = {
    # What the youth office looks into about custody and duplicates is not the family's history.
    "submit_preregistration": (message("{date}: gesendet"), message("Die Bestätigung liegt in Ihrer Post.")),
    "enter_at_counter": (message("{date}: am Schalter aufgenommen"), ""),
    "change_preregistration": (message("{date}: geändert"), ""),
    "confirm_need": (message("{date}: Bedarf bestätigt"), message("Die Bestätigung liegt in Ihrer Post.")),
    "accept_child": (message("{date}: {facility} bietet einen Platz an"), ""),
    "decline_child": (message("{date}: {facility} hat keinen Platz"), ""),
    "accept_place_offer": (message("{date}: Platz in {facility} angenommen"), ""),
    "decline_place_offer": (message("{date}: Platz in {facility} abgelehnt"), ""),
    "give_hours_evidence": (message("{date}: Nachweis für 45 Stunden abgegeben"), ""),
    "approve_hours": (message("{date}: 45 Stunden genehmigt"), ""),
    "refuse_hours": (message("{date}: 45 Stunden nicht genehmigt"), ""),
    "ask_again_for_hours": (message("{date}: das Jugendamt bittet um einen Nachweis"), ""),
    "withdraw_preregistration": (message("{date}: zurückgezogen"), ""),
    "end_doubled_case": (message("{date}: vom Jugendamt beendet, es gab zwei Vormerkungen"), ""),
    "ask_guardian": (message("{date}: die zweite Person um Zustimmung gebeten"), ""),
    "agree": (message("{date}: die zweite Person stimmt zu"), ""),
    "object": (message("{date}: die zweite Person stimmt nicht zu, das Jugendamt klärt"), ""),
}


def _past(event: CaseEvent) -> TimelineEntry:
    title, text = PAST[event.act]
    facts = {
        "date": short_day(german_day(event.at)),
        "facility": event.wish.facility.name if event.wish else "",
    }
    return TimelineEntry("done", gettext(title).format(**facts), gettext(text) if text else "")


def _now(case: PreRegistration) -> Iterable[TimelineEntry]:
    for offer in open_offers(case):
        yield TimelineEntry(
            "now",
            gettext("Antworten Sie {facility}").format(facility=offer.facility),
            gettext("Der Platz ist bis {date} für Ihr Kind frei gehalten.").format(
                date=day(offer.answer_until)
            ),
            link=(gettext("Angebot ansehen"), reverse("place_offer", kwargs={"public_id": offer.public_id})),
        )


def _to_come(case: PreRegistration, season: Season, today: date) -> Iterable[TimelineEntry]:
    if case.state != PreRegistrationState.SUBMITTED or open_offers(case):
        return
    if today < season.cut_off_on:
        title = gettext("{date}: Stichtag").format(date=day(season.cut_off_on))
        yield TimelineEntry(
            "later", title, gettext("Ab dann vergeben die Kitas ihre Plätze. Sie müssen nichts tun.")
        )
    elif any(wish.state == WishState.OPEN for wish in case.wishes.all()):
        title = gettext("Die Kitas entscheiden")
        yield TimelineEntry("now", title, gettext("Sie bekommen Post, sobald eine Kita geantwortet hat."))
    else:
        title = gettext("Noch kein Platz")
        yield TimelineEntry(
            "now", title, gettext("Bitte melden Sie sich beim Jugendamt. Dort hilft man Ihnen weiter.")
        )


def _first_day(case: PreRegistration) -> TimelineEntry:
    title = gettext("{date}: erster Tag").format(date=day(case.starts_on))
    return TimelineEntry("later", title)


def offer_for(actor: Actor, public_id: str) -> PlaceOffer | None:
    """The place offer with this public id if the actor may answer it."""
    rows = PlaceOffer.objects.filter(public_id=public_id)
    rows = rows.select_related("group", "wish__facility", "wish__preregistration__child")
    found: PlaceOffer | None = policy.answer_place_offer.permitted(actor, rows).first()
    return found


def facilities_by_public_ids(public_ids: Sequence[str]) -> list[Facility]:
    """The listed facilities with these public ids, in this order."""
    rows = Facility.objects.filter(public_id__in=public_ids, is_listed=True).select_related("organisation")
    found = {row.public_id: row for row in rows}
    return [found[public_id] for public_id in public_ids if public_id in found]
