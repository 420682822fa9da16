"""What only the youth office can settle: likely duplicates, conflicts about custody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import Agreement, CaseConcern, PreRegistration
from kidsapp.childcare.states import AgreementState, PreRegistrationState
from kidsapp.childcare.texts import CASE_STATES, CONCERN_KINDS, WISH_STATES
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.folding import folded
from kidsapp.municipality.questions import Question
from kidsapp.page.jinja import day, moment
from kidsapp.people import policy as people_policy
from kidsapp.people.models import Account, Child
from kidsapp.people.queries import address_of, children_among, custodies_of
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.people.texts import CUSTODY_KINDS

LIVE = (PreRegistrationState.SUBMITTED, PreRegistrationState.PLACED)


def likely_duplicates(child: Child | ChildRecord) -> list[PreRegistration]:
    """Live cases of other records with the same birth and, folded, the same names; at most two statements.

    Names are folded here and not by the database: those born on one day in one city are a handful.
    """
    but_for, wanted = child.pk if isinstance(child, Child) else 0, _names(child)
    others = BORN_THAT_DAY.all(born_on=child.born_on, but_for=but_for)
    same = [case for case, *names in others if tuple(map(folded, names)) == wanted]
    if not same:
        return []
    return list(PreRegistration.objects.filter(pk__in=same).select_related("child").order_by("pk"))


def _born_that_day(born_on: date, but_for: int) -> Any:
    rows = PreRegistration.objects.filter(child__born_on=born_on, state__in=LIVE).exclude(child_id=but_for)
    return rows.values_list("pk", "child__given_name", "child__family_name")


BORN_THAT_DAY = Question(_born_that_day, born_on=date, but_for=int)


def live_double(record: ChildRecord, contact: Contact) -> PreRegistration | None:
    """The live case of a child with this name and birthday whose guardian bears this name; for a counter.

    Only the youth office is told of it: a Kita must not learn where else a child is registered.
    """
    live: Any = PreRegistration.objects.filter(
        child__born_on=record.born_on, state=PreRegistrationState.SUBMITTED
    )
    wanted, guardian = _names(record), _names(contact)
    case: PreRegistration
    for case in live.select_related("child").order_by("pk"):
        rows = custodies_of(case.child) if _names(case.child) == wanted else []
        if any(_names(row.account) == guardian for row in rows):
            return case
    return None


def live_cases_of(child_id: int) -> Any:
    """The cases of a child that go on."""
    return PreRegistration.objects.filter(child_id=child_id, state__in=LIVE)


def open_case_of(child_id: int) -> PreRegistration | None:
    """The child's pre-registration that is still open, if there is one."""
    found: PreRegistration | None = OPEN_CASE.first(child=child_id)
    return found


def _open_case(child: int) -> Any:
    rows = PreRegistration.objects.filter(child_id=child, state=PreRegistrationState.SUBMITTED)
    return rows.order_by("pk")[:1]


OPEN_CASE = Question(_open_case, child=int)


def _names(somebody: Child | Account | ChildRecord | Contact) -> tuple[str, str]:
    return folded(somebody.given_name), folded(somebody.family_name)


def has_open_custody_concern(case: PreRegistration) -> bool:
    """Whether the youth office still has to settle who decides for the child."""
    rows = CaseConcern.objects.filter(preregistration=case, kind=CaseConcern.Kind.CUSTODY, settled_at=None)
    return bool(rows.exists())


@dataclass(frozen=True)
class ConcernRow:
    """A concern on the youth office's desk."""

    public_id: str
    kind: str
    kind_text: str
    child: str
    numbers: str
    raised_at: datetime
    settled_at: datetime | None
    settled_by: str
    outcome: str


@dataclass(frozen=True)
class UnansweredRow:
    """A second guardian who has not answered yet."""

    child_id: str
    child: str
    number: str
    guardian: str
    until: date
    is_over: bool
    needs_letter: bool


@dataclass(frozen=True)
class ConcernDesk:
    """What waits, oldest first; whose answer is missing; what was settled; and which children it shows."""

    waiting: list[ConcernRow]
    unanswered: list[UnansweredRow]
    settled: list[ConcernRow]
    children: frozenset[int]


SETTLED_LENGTH, UNANSWERED_LENGTH = 50, 200


def concern_desk(actor: Actor) -> ConcernDesk:
    """Every open concern, missing answers, and the latest settled ones; three statements."""
    rows = policy.settle_concern.permitted(actor, CaseConcern.objects.all())
    rows = rows.select_related("preregistration__child", "other", "settled_by")
    waiting = list(rows.filter(settled_at=None).order_by("raised_at", "pk"))
    settled = list(rows.filter(settled_at__isnull=False).order_by("-settled_at")[:SETTLED_LENGTH])
    unanswered = _unanswered(actor)
    children = frozenset(row.preregistration.child_id for row in (*waiting, *unanswered, *settled))
    return ConcernDesk(
        [_row(row) for row in waiting],
        [_unanswered_row(row, actor.today) for row in unanswered],
        [_row(row) for row in settled],
        children,
    )


def _unanswered(actor: Actor) -> list[Agreement]:
    """What second guardians of open cases have not answered, soonest over first."""
    asked = Agreement.objects.filter(
        state=AgreementState.ASKED, preregistration__state=PreRegistrationState.SUBMITTED
    )
    own = policy.enter_paper_agreement.permitted(actor, asked)
    related = own.select_related("preregistration__child", "guardian", "account")
    return list(related.order_by("valid_until", "pk")[:UNANSWERED_LENGTH])


def _unanswered_row(row: Agreement, today: date) -> UnansweredRow:
    case, somebody = row.preregistration, row.guardian or row.account
    return UnansweredRow(
        child_id=case.child.public_id,
        child=str(case.child),
        number=case.number,
        guardian=str(somebody or ""),
        until=row.valid_until,
        is_over=row.valid_until < today,
        needs_letter=somebody is None or not somebody.email,
    )


def _row(row: CaseConcern) -> ConcernRow:
    numbers = [row.preregistration.number, *([row.other.number] if row.other else [])]
    return ConcernRow(
        public_id=row.public_id,
        kind=row.kind,
        kind_text=gettext(CONCERN_KINDS[row.kind]),
        child=str(row.preregistration.child),
        numbers=" · ".join(numbers),
        raised_at=row.raised_at,
        settled_at=row.settled_at,
        settled_by=str(row.settled_by or ""),
        outcome=row.outcome,
    )


def concern_for(actor: Actor, public_id: str) -> CaseConcern | None:
    """The concern with this public id, with the children of its cases."""
    rows = CaseConcern.objects.filter(public_id=public_id).select_related(
        "preregistration__child", "other__child", "settled_by"
    )
    found: CaseConcern | None = policy.settle_concern.permitted(actor, rows).first()
    return found


@dataclass(frozen=True)
class CaseSide:
    """One case of a comparison."""

    number: str
    public_id: str
    child_id: str
    may_be_opened: bool
    values: tuple[str, ...]


def case_side(actor: Actor, case: PreRegistration, *, hours: Mapping[str, str]) -> CaseSide:
    """A case, its values in the order in which the page of a concern names them; two statements."""
    child = case.child
    wishes = case.wishes.select_related("facility")
    rows = [row for row in custodies_of(child) if row.blocked_at is None]
    values = (
        child.given_name,
        child.family_name,
        day(child.born_on),
        gettext(CASE_STATES[case.state]),
        moment(case.submitted_at),
        day(case.starts_on),
        hours.get(case.hours, case.hours),
        "\n".join(f"{wish.rank}. {wish.facility}: {gettext(WISH_STATES[wish.state])}" for wish in wishes),
        "\n".join(f"{row.account}, {gettext(CUSTODY_KINDS[row.kind])}" for row in rows),
        "\n".join(filter(None, (row.account.phone or row.account.email for row in rows))),
        "\n".join(filter(None, (address_of(row.account) for row in rows))),
    )
    may_be_opened = child.pk in children_among(actor, people_policy.see_custody, [child.pk])
    return CaseSide(case.number, case.public_id, child.public_id, may_be_opened, values)
