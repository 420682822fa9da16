"""The step of the wishes: order them, look for others, and hear why one can hardly succeed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from kidsapp.audit.door import Request
from kidsapp.childcare import rules
from kidsapp.childcare.family.preregister.frame import Frame, StepPage
from kidsapp.childcare.family.preregister.reasons import need_of, wishes_max
from kidsapp.childcare.family.preregister.search import IN_SEARCH
from kidsapp.childcare.family.preregister.sheet import KITAS, NEED, Sheet, typed_in
from kidsapp.childcare.forms import Typed
from kidsapp.childcare.queries.family import facilities_by_public_ids
from kidsapp.childcare.queries.terms import terms_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import FURTHEST_YEARS, Need
from kidsapp.childcare.states import WishState
from kidsapp.childcare.texts import WISH_STATES
from kidsapp.kernel.ages import AgeFrom
from kidsapp.kernel.numbers import whole_number
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused
from kidsapp.kernel.texts import message
from kidsapp.page.jinja import day
from kidsapp.page.refusals import say
from kidsapp.places import basket
from kidsapp.places.forms.fields import day_text
from kidsapp.places.models import Facility
from kidsapp.places.rules import week_match

STAYS = frozenset({WishState.OFFERED, WishState.DECLINED, WishState.FULFILLED})
BUTTONS = ("move", "search", "start", "go")
MATCHES = {
    "full": message("passt ganz zu den gewünschten Zeiten"),
    "partial": message("passt teilweise zu den gewünschten Zeiten"),
    "none": message("passt nicht zu den gewünschten Zeiten"),
}


@dataclass(frozen=True)
class Way:
    """A way out of a wish that can hardly succeed: a button of the form."""

    label: str
    name: str
    value: str
    icon: str


@dataclass(frozen=True)
class WishRow:
    """One wished Kita in the list."""

    public_id: str
    name: str
    text: str
    reason: str = ""
    ways: Sequence[Way] = ()
    is_anyway: bool = False
    state: str = ""
    may_go: bool = True


@dataclass(frozen=True)
class Wishes:
    """The list, what else is remembered, and how many may be wished for."""

    rows: Sequence[WishRow]
    remembered: Sequence[Facility]
    most: int
    may_anyway: bool
    error: str
    is_judged: bool

    @property
    def count_bad(self) -> int:
        """How many things stand against going on."""
        return sum(1 for row in self.rows if row.reason and not row.is_anyway) + bool(self.error)


def typed_wishes(request: Request) -> Typed:
    """The list as sent, each Kita once."""
    typed = typed_in(request.POST)
    return {"wish": list(dict.fromkeys(typed.get("wish", ()))), "anyway": list(typed.get("anyway", ()))}


def is_asked(request: Request) -> bool:
    """Whether a button of this step was pressed."""
    return any(name in request.POST for name in BUTTONS)


def do(request: Request, sheet: Sheet, save: Callable[[Sheet, str, str], Sheet]) -> HttpResponse:
    """Do what the button says; what was typed is kept before."""
    fragment = ""
    if "move" in request.POST:
        sheet, fragment = _moved(request, sheet)
    sheet = save(sheet, KITAS, KITAS)
    if "search" in request.POST:
        return _to_search(request, sheet)
    if "start" in request.POST and (start := _day(request.POST["start"])):
        typed = {**sheet.typed(NEED), "starts_on": [day_text(start)]}
        save(sheet.with_typed(NEED, typed), NEED, KITAS)
    if request.POST.get("go") == NEED:
        return HttpResponseRedirect(sheet.url(NEED))
    return HttpResponseRedirect(sheet.url(KITAS) + fragment)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moved(request: Request, sheet: Sheet) -> tuple[Sheet, str]:
    """The list after "höher", "tiefer", "entfernen" (``up-2``: the second goes up) or "hinzufügen"."""
    direction, _, what = request.POST["move"].partition("-")
    order = list(sheet.typed(KITAS).get("wish", ()))
    position = (whole_number(what, digits=3) or 0) - 1
    goal = len(order)
    if direction == "add" and what not in order:
        order.append(what)
    elif 0 <= position < len(order):
        moved = order.pop(position)
        goal = position + {"up": -1, "down": 1}.get(direction, 0)
        if direction in {"up", "down"}:
            order.insert(max(goal, 0), moved)
        else:
            basket.forget(request.session, moved)
    place = min(max(goal, 0), len(order) - 1) + 1
    fragment = f"#wish-{place}" if order else "#wishes"
    return sheet.with_typed(KITAS, {**sheet.typed(KITAS), "wish": order}), fragment


def _to_search(request: Request, sheet: Sheet) -> HttpResponse:
    """To the search, with the wishes remembered; from there the way leads back to this form."""
    wished = tuple(facility.public_id for facility in sheet.wished)
    for other in basket.remembered_ids(request.session):
        basket.forget(request.session, other)
    for public_id in wished:
        basket.remember(request.session, public_id, limit=len(wished))
    if sheet.draft:
        request.session[IN_SEARCH] = sheet.draft.public_id
    return HttpResponseRedirect(f"{reverse('finder')}{_search_for(sheet)}")


def _search_for(sheet: Sheet) -> str:
    need = need_of(sheet)
    if need is None or sheet.request.POST["search"] != "fit":
        return ""
    months = age_in_months(need.born_on, on=need.starts_on)
    wanted = {"age_months": str(months), "starts_on": day_text(need.starts_on), "hours": need.hours}
    return f"?{urlencode(wanted)}"


def back_from_search(request: Request, sheet: Sheet) -> Sheet:
    """After a search that began in this form, its wishes are those that are remembered now."""
    if not sheet.draft or request.session.get(IN_SEARCH) != sheet.draft.public_id:
        return sheet
    del request.session[IN_SEARCH]
    typed = {**sheet.typed(KITAS), "wish": list(basket.remembered_ids(request.session))}
    return sheet.with_typed(KITAS, typed)


def page(sheet: Sheet, frame: Frame, found: Sequence[Refused]) -> StepPage:
    """The step; every wish is checked as soon as child and need are known, not only at the end."""
    need, most = need_of(sheet), wishes_max(sheet)
    rows = [_row(facility, need, sheet) for facility in sheet.wished]
    listed = {row.public_id for row in rows}
    ids = [public_id for public_id in basket.remembered_ids(sheet.request.session) if public_id not in listed]
    error = next((say(refused) for refused in found if "facility" not in refused.facts), "")
    wishes = Wishes(
        rows=rows,
        remembered=facilities_by_public_ids(ids) if ids else [],
        most=most,
        may_anyway=bool(sheet.settings["childcare.impossible_wishes"]),
        error=error,
        is_judged=bool(found),
    )
    return StepPage(frame, more={"wishes": wishes})


def _row(facility: Facility, need: Need | None, sheet: Sheet) -> WishRow:
    refused = rules.refusal_to_wish(need, terms_of(facility)) if need else None
    state = sheet.wish_states.get(facility.public_id, "")
    return WishRow(
        facility.public_id,
        facility.name,
        " · ".join(filter(None, [facility.street, str(facility.organisation), _match(facility, sheet)])),
        reason=say(refused) if refused else "",
        ways=_ways(need, refused, facility, sheet) if need and refused else (),
        is_anyway=facility.public_id in sheet.anyway,
        state=gettext(WISH_STATES[state]) if state else "",
        may_go=state not in STAYS,
    )


def _match(facility: Facility, sheet: Sheet) -> str:
    wanted = sheet.times
    kind = week_match(wanted, facility.opening_hours).kind if wanted else None
    return gettext(MATCHES[kind]) if kind in MATCHES else ""


def _ways(need: Need, refused: Refused, facility: Facility, sheet: Sheet) -> list[Way]:
    ways = []
    if start := _later_start(need, refused, facility, sheet):
        text = gettext("Beginn auf {date} legen").format(date=day(start))
        ways.append(Way(text, "start", start.isoformat(), "date"))
    if refused.reason is Why.HOURS_NOT_OFFERED:
        ways.append(Way(gettext("Andere Stunden wählen"), "go", NEED, "time"))
    ways.append(Way(gettext("Kitas suchen, die passen"), "search", "fit", "search"))
    return ways


def _first_start(need: Need, refused: Refused) -> date | None:
    ages, opens_on = refused.facts.get("ages"), refused.facts.get("opens")
    if isinstance(ages, AgeFrom):
        return rules.first_start_at_age(need.born_on, months=ages.months)
    return opens_on if isinstance(opens_on, date) else None


def _later_start(need: Need, refused: Refused, facility: Facility, sheet: Sheet) -> date | None:
    """When the child is old enough, or the Kita opens, if it takes the child then."""
    start = _first_start(need, refused)
    if start is None:
        return None
    later = Need(need.child_name, need.born_on, start, need.hours)
    is_near = start.year <= sheet.request.actor.today.year + FURTHEST_YEARS
    return start if is_near and rules.refusal_to_wish(later, terms_of(facility)) is None else None
