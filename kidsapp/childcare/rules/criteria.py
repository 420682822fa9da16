"""A Kita's own criteria: their names and points, their order, and which of them hold for a child."""

from collections.abc import Collection, Sequence
from datetime import date

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.season import Season
from kidsapp.childcare.rules.wishes import WishView, is_wish_due, refusal_of_state
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.refusals import Refused

MOST_POINTS = 100
MOST_CRITERIA = 20


def refusal_to_keep_criterion(name: str, points: int, *, others: Collection[str]) -> Refused | None:
    """Why a criterion may not be kept beside the others (their names), or ``None``."""
    if _key(name) in {_key(other) for other in others}:
        return Refused(Why.CRITERION_TWICE, {"name": name}, "name")
    if not 0 <= points <= MOST_POINTS:
        return Refused(Why.POINTS_OUT_OF_RANGE, at_field="points")
    if len(others) >= MOST_CRITERIA:
        return Refused(Why.TOO_MANY_CRITERIA, at_field="name")
    return None


def _key(name: str) -> str:
    """Names that look alike are one name."""
    return " ".join(name.split()).casefold()


def refusal_to_remove_criterion(ticked: int, *, is_sure: bool) -> Refused | None:
    """Why a criterion that is ticked for children does not go yet, or ``None``."""
    return Refused(Why.CRITERION_TICKED, {"children": ticked}) if ticked and not is_sure else None


def refusal_to_tick(
    wish: WishView, *, case: PreRegistrationState, season: Season, today: date
) -> Refused | None:
    """Why the Kita may not tick its criteria for this wish, or ``None``; it may as soon as it sees it."""
    if refused := refusal_of_state(wish.state, case=case):
        return refused
    if today < season.wishes_seen_from:
        return Refused(Why.BEFORE_CUT_OFF, {"date": season.cut_off_on})
    return None if is_wish_due(wish, season=season, today=today) else Refused(Why.WISH_ABOVE_OPEN)


def order_after_move(order: Sequence[str], moved: str, *, by: int) -> tuple[str, ...]:
    """The order with one of it moved by some places, at most to the end; an unknown one moves nothing."""
    if moved not in order:
        return tuple(order)
    rest = [each for each in order if each != moved]
    place = min(max(order.index(moved) + by, 0), len(rest))
    return (*rest[:place], moved, *rest[place:])


def ticks_after(now: frozenset[str], *, before: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """The ticks as they stand now, with what somebody changed who saw those of ``before``.

    So two leads at one child keep each other's ticks.
    """
    return (now | (wanted - before)) - (before - wanted)
