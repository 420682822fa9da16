"""What Kitas and the youth office read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import Group, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import Season, kindergarten_year
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.texts import CASE_STATES, WISH_STATES
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.periods import age_in_months
from kidsapp.places.models import Facility

PAGE_LENGTH = 25


@dataclass(frozen=True)
class WishRow:
    """A child at the Kita's desk."""

    public_id: str
    child_id: int
    child: str
    months: int
    rank: int
    hours: str
    starts_on: date
    state: str
    state_text: str
    number: str


@dataclass(frozen=True)
class GroupLine:
    """A group with its places: taken, offered, in all."""

    public_id: str
    name: str
    year: int
    age_from_months: int
    age_until_months: int
    places: int
    offered: int
    taken: int

    @property
    def free(self) -> int:
        """Places that nobody was promised."""
        return max(self.places - self.offered - self.taken, 0)


def facility_for(actor: Actor, public_id: str) -> Facility | None:
    """The facility with this public id if the actor decides there."""
    rows = Facility.objects.filter(public_id=public_id)
    found: Facility | None = policy.see_kita_desk.permitted(actor, rows).first()
    return found


def facilities_of(actor: Actor) -> list[Facility]:
    """The facilities at which the actor decides."""
    return list(policy.see_kita_desk.permitted(actor, Facility.objects.all()).order_by("name"))


def wishes_at(facility: Facility, year: int, *, today: date, season: Season) -> list[WishRow]:
    """The children who come into play at a facility for one kindergarten year; one statement."""
    rows = _due(Wish.objects.filter(facility=facility, preregistration__year=year), season, today)
    rows = rows.exclude(preregistration__state=PreRegistrationState.WITHDRAWN)
    rows = rows.select_related("preregistration__child").order_by("rank", "preregistration__child__born_on")
    return [_wish_row(wish) for wish in rows]


def _due(wishes: Any, season: Season, today: date) -> Any:
    """The same as ``rules.is_wish_due``, for rows; what the Kita has decided stays visible to it."""
    if season.lower_wishes_open_on and today >= season.lower_wishes_open_on:
        return wishes
    unsettled = [WishState.OPEN, WishState.OFFERED, WishState.FULFILLED]
    above = Wish.objects.filter(
        preregistration=OuterRef("preregistration"), rank__lt=OuterRef("rank"), state__in=unsettled
    )
    decided = [WishState.OFFERED, WishState.DECLINED, WishState.FULFILLED]
    return wishes.filter(Q(state__in=decided) | ~Exists(above))


def _wish_row(wish: Wish) -> WishRow:
    case = wish.preregistration
    return WishRow(
        wish.public_id,
        case.child_id,
        str(case.child),
        age_in_months(case.child.born_on, on=case.starts_on),
        wish.rank,
        case.hours,
        case.starts_on,
        wish.state,
        gettext(WISH_STATES[wish.state]),
        case.number,
    )


def groups_of(facility: Facility, year: int) -> list[GroupLine]:
    """The groups of one kindergarten year with their places; one statement."""
    live = Group.objects.filter(facility=facility, year=year).annotate(
        open_offers=Count("offers", filter=Q(offers__state=PlaceOfferState.OFFERED))
    )
    return [_group_line(group) for group in live]


def _group_line(group: Any) -> GroupLine:
    return GroupLine(
        group.public_id,
        group.name,
        group.year,
        group.age_from_months,
        group.age_until_months,
        group.places,
        group.open_offers,
        group.promised - group.open_offers,
    )


def wish_for(actor: Actor, public_id: str) -> Wish | None:
    """The wish with this public id if the actor decides on it and it has come into play."""
    rows = Wish.objects.filter(public_id=public_id)
    rows = rows.select_related("facility", "preregistration__child", "preregistration__submitted_by")
    found: Wish | None = policy.see_wish.permitted(actor, rows).first()
    return found


def is_in_play(wish: Wish, *, settings: Mapping[str, Any], today: date) -> bool:
    """Whether the Kita may see the wish today."""
    season = season_on(wish.preregistration.starts_on, settings)
    return bool(_due(Wish.objects.filter(pk=wish.pk), season, today).exists())


@dataclass(frozen=True)
class CaseFilter:
    """What the youth office's list is narrowed to."""

    text: str = ""
    state: str = ""
    year: int | None = None
    page: int = 1


@dataclass(frozen=True)
class CaseRow:
    """A pre-registration in the youth office's list."""

    public_id: str
    child_id: int
    child: str
    number: str
    born_on: date
    starts_on: date
    hours: str
    rank: int | None
    facility: str
    state: str
    state_text: str


@dataclass(frozen=True)
class CaseList:
    """One page of the list, how many there are, and the figures above it."""

    rows: list[CaseRow]
    total: int
    figures: dict[str, int]


def cases(actor: Actor, wanted: CaseFilter) -> CaseList:
    """The youth office's list; four statements whatever the number of rows."""
    rows = policy.see_youth_office_desk.permitted(actor, PreRegistration.objects.all())
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    figures = _figures(rows)
    rows = _narrowed(rows, wanted)
    start = (max(wanted.page, 1) - 1) * PAGE_LENGTH
    page = rows.select_related("child").prefetch_related(_wishes()).order_by("-submitted_at", "-pk")
    return CaseList([_case_row(case) for case in page[start : start + PAGE_LENGTH]], rows.count(), figures)


OFFERED = "offered"


def _figures(rows: Any) -> dict[str, int]:
    is_offered = Exists(Wish.objects.filter(preregistration=OuterRef("pk"), state=WishState.OFFERED))
    submitted = Q(state=PreRegistrationState.SUBMITTED)
    counted = rows.annotate(is_offered=is_offered).aggregate(
        submitted=Count("pk", filter=submitted),
        offered=Count("pk", filter=submitted & Q(is_offered=True)),
        placed=Count("pk", filter=Q(state=PreRegistrationState.PLACED)),
        withdrawn=Count("pk", filter=Q(state=PreRegistrationState.WITHDRAWN)),
    )
    return dict(counted)


def _narrowed(rows: Any, wanted: CaseFilter) -> Any:
    if wanted.state == OFFERED:
        offered = Wish.objects.filter(preregistration=OuterRef("pk"), state=WishState.OFFERED)
        rows = rows.filter(Exists(offered), state=PreRegistrationState.SUBMITTED)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(child__given_name__icontains=word)
            | Q(child__family_name__icontains=word)
        )
    return rows


def _wishes() -> Prefetch[Any]:
    return Prefetch("wishes", Wish.objects.select_related("facility"))


LEADING = {WishState.FULFILLED: 0, WishState.OFFERED: 1, WishState.OPEN: 2}


def _case_row(case: PreRegistration) -> CaseRow:
    """The row names the wish that matters most now: fulfilled, else offered, else the best open one."""
    wishes = sorted(case.wishes.all(), key=lambda wish: (LEADING.get(WishState(wish.state), 3), wish.rank))
    wish = wishes[0] if wishes else None
    offered = (
        case.state == PreRegistrationState.SUBMITTED and wish is not None and wish.state == WishState.OFFERED
    )
    return CaseRow(
        case.public_id,
        case.child_id,
        str(case.child),
        case.number,
        case.child.born_on,
        case.starts_on,
        case.hours,
        wish.rank if wish else None,
        wish.facility.name if wish else "",
        OFFERED if offered else case.state,
        gettext(WISH_STATES[WishState.OFFERED] if offered else CASE_STATES[case.state]),
    )


def free_places(facility_ids: list[int], starts_on: date) -> dict[int, list[GroupLine]]:
    """The groups with free places of each facility in the kindergarten year of a day; one statement."""
    rows = Group.objects.filter(
        facility_id__in=facility_ids, year=kindergarten_year(starts_on), promised__lt=F("places")
    ).annotate(open_offers=Count("offers", filter=Q(offers__state=PlaceOfferState.OFFERED)))
    found: dict[int, list[GroupLine]] = {}
    for row in rows:
        found.setdefault(row.facility_id, []).append(_group_line(row))
    return found


def offers_of(wish: Wish) -> list[PlaceOffer]:
    """The offers made for a wish, newest first."""
    return list(wish.offers.select_related("group").order_by("-offered_at"))
