"""Where each wish stands, in words that say why and how it goes on."""

from dataclasses import dataclass

from django.utils.translation import gettext

from kidsapp.childcare.models import PlaceOffer, Wish
from kidsapp.childcare.past import PAST
from kidsapp.childcare.queries.family import WishLine, ground_of, wish_lines
from kidsapp.childcare.queries.timeline import Facts
from kidsapp.childcare.rules import WishView, is_wish_due, waits_for_second_round
from kidsapp.childcare.states import PlaceOfferState, WishState
from kidsapp.page.jinja import day


@dataclass(frozen=True)
class WishStatus:
    """A wish with what happens now, or why nothing does."""

    line: WishLine
    note: str
    is_taken_back: bool = False
    """An offer of this Kita was taken back, and none came after it."""

    @property
    def needs_a_person(self) -> bool:
        """Whether the Kita's number belongs beside it."""
        return self.line.state in {WishState.DECLINED, WishState.ENDED, WishState.WAITING}


def wish_statuses(facts: Facts) -> list[WishStatus]:
    """The wishes, best first; no further statement."""
    above: list[WishState] = []
    found = []
    for wish, line in zip(facts.case.wishes.all(), wish_lines(facts.case), strict=True):
        note = _note(facts, wish, line, tuple(above)) if facts.is_open else line.reason
        last = next(iter(wish.offers.all()), None)
        is_taken_back = facts.is_open and wish.state != WishState.OFFERED and bool(ground_of(last))
        found.append(WishStatus(line, note, is_taken_back))
        above.append(WishState(wish.state))
    return found


def _note(facts: Facts, wish: Wish, line: WishLine, above: tuple[WishState, ...]) -> str:
    last = next(iter(wish.offers.all()), None)
    if wish.state == WishState.OPEN:
        return _note_of_open(facts, wish, above)
    if wish.state == WishState.WAITING:
        _title, promise = PAST["put_on_waiting_list"]
        return " ".join(filter(None, [_ground(last), gettext(promise)]))
    if wish.state == WishState.OFFERED and last:
        return gettext("Bitte antworten Sie bis {date}.").format(date=day(last.answer_until))
    if wish.state == WishState.DECLINED:
        return line.reason
    return _note_of_ended(last)


def _note_of_open(facts: Facts, wish: Wish, above: tuple[WishState, ...]) -> str:
    season, today = facts.season, facts.today
    view = WishView(wish.rank, WishState.OPEN, above, is_late=facts.is_late, is_urgent=facts.case.is_urgent)
    if waits_for_second_round(view, season=season, today=today):
        return gettext("Die Kita sieht Ihren Wunsch ab {date}, der zweiten Runde.").format(
            date=day(season.second_round_on)
        )
    if not is_wish_due(view, season=season, today=max(today, season.wishes_seen_from)):
        return gettext("Kommt an die Reihe, wenn über die Wünsche darüber entschieden ist.")
    if today < season.wishes_seen_from:
        text = gettext("Die Kita sieht Ihre Vormerkung ab {date}.")
        return text.format(date=day(season.wishes_seen_from))
    if today < season.cut_off_on:
        text = gettext("Die Kita sieht Ihre Vormerkung. Entscheiden kann sie ab {date}.")
        return text.format(date=day(season.cut_off_on))
    return gettext("Die Kita entscheidet. Sie bekommen Post.")


def _ground(last: PlaceOffer | None) -> str:
    ground = ground_of(last)
    return gettext("Das Angebot wurde zurückgenommen: {ground}").format(ground=ground) if ground else ""


def _note_of_ended(last: PlaceOffer | None) -> str:
    if last and last.state == PlaceOfferState.EXPIRED:
        text = gettext("Die Frist war am {date}. Möchten Sie den Platz noch? Rufen Sie die Kita bitte an.")
        return text.format(date=day(last.answer_until))
    if last and last.state == PlaceOfferState.DECLINED:
        return gettext("Sie haben diesen Platz abgelehnt.")
    return ""
