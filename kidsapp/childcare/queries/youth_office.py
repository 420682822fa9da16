"""What the youth office reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import PreRegistration, Wish
from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.childcare.texts import CASE_STATES, WISH_STATES
from kidsapp.kernel.actors import Actor

PAGE_LENGTH = 25


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


def _wishes() -> "Prefetch[Any]":
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
