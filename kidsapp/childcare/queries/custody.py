"""What the youth office reads about custody of a child, beside its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from kidsapp.childcare.models import Agreement, PreRegistration
from kidsapp.childcare.queries.concerns import live_cases_of
from kidsapp.childcare.states import AgreementState
from kidsapp.childcare.texts import AGREEMENT_STATES
from kidsapp.kernel.periods import Period
from kidsapp.page.jinja import day
from kidsapp.people.models import Account, Child, Custody, NamedGuardian
from kidsapp.people.queries import address_of, custody_events
from kidsapp.people.rules import doubts_about_custody
from kidsapp.people.texts import CUSTODY_ACTS, CUSTODY_DOUBTS, CUSTODY_KINDS, CUSTODY_PROOFS


@dataclass(frozen=True)
class CustodyCard:
    """One person's custody in words."""

    public_id: str
    name: str
    contact: str
    address: str
    language: str
    kind: str
    proof: str
    checked: str
    first_day: date
    last_day: date | None
    state: str


def custody_cards(rows: Sequence[Custody], *, today: date) -> list[CustodyCard]:
    """Everybody who has, had or will have custody, in words."""
    return [_card(row, today) for row in rows]


def _card(row: Custody, today: date) -> CustodyCard:
    somebody = row.account
    return CustodyCard(
        public_id=row.public_id,
        name=str(somebody),
        contact=" · ".join(filter(None, [somebody.email or "", somebody.phone])),
        address=address_of(somebody),
        language=somebody.language,
        kind=gettext(CUSTODY_KINDS[row.kind]),
        proof=gettext(CUSTODY_PROOFS[row.shown_by]),
        checked=_checked(row),
        first_day=row.valid_from,
        last_day=row.valid_until,
        state=_state(row, today),
    )


def _checked(row: Custody) -> str:
    if row.checked_on is None:
        return gettext("noch nicht geprüft")
    return gettext("geprüft am {date} von {name}").format(
        date=day(row.checked_on), name=row.checked_by or "?"
    )


def _state(row: Custody, today: date) -> str:
    if row.blocked_at:
        return "blocked"
    if Period(row.valid_from, row.valid_until).contains(today):
        return "now"
    return "later" if row.valid_from > today else "over"


def doubts(rows: Sequence[Custody], *, today: date) -> list[str]:
    """What does not go together among those who have custody today."""
    kinds = [row.kind for row in rows if _state(row, today) == "now"]
    return [gettext(CUSTODY_DOUBTS[doubt]) for doubt in doubts_about_custody(kinds)]


@dataclass(frozen=True)
class AskedGuardian:
    """A second guardian with what was asked and answered; ``key`` is empty when there is nothing to ask."""

    key: str
    name: str
    contact: str
    address: str
    state: str
    state_text: str
    remark: str
    until: date | None
    answered_at: datetime | None
    has_mail: bool
    has_account: bool


def asked_guardians(child: Child, case: PreRegistration | None) -> list[AskedGuardian]:
    """The guardians whom the family named, with their answers about the case; two statements."""
    rows = Agreement.objects.filter(preregistration=case) if case else Agreement.objects.none()
    answers = {row.guardian_id: row for row in rows}
    named = NamedGuardian.objects.filter(child=child).order_by("pk")
    return [_asked(row, answers.get(row.pk), case) for row in named]


def _asked(row: NamedGuardian, answer: Agreement | None, case: PreRegistration | None) -> AskedGuardian:
    state = answer.state if answer else ""
    may_ask = case is not None and state in ("", AgreementState.ASKED)
    return AskedGuardian(
        key=row.public_id if may_ask else "",
        name=str(row),
        contact=" · ".join(filter(None, [row.email, row.phone])),
        address=address_of(row),
        state=state,
        state_text=gettext(AGREEMENT_STATES[state]),
        remark=answer.remark if answer else "",
        until=answer.valid_until if answer else None,
        answered_at=answer.answered_at if answer else None,
        has_mail=bool(row.email),
        has_account=row.account_id is not None,
    )


def guardian_to_ask(child: Child, public_id: str) -> NamedGuardian | Account | None:
    """The named guardian of the child with this public id."""
    found: NamedGuardian | None = NamedGuardian.objects.filter(child=child, public_id=public_id).first()
    return found


def live_case_of(child: Child) -> PreRegistration | None:
    """The child's case that goes on, the newest first."""
    found: PreRegistration | None = live_cases_of(child.pk).order_by("-submitted_at", "-pk").first()
    return found


@dataclass(frozen=True)
class HistoryLine:
    """Something that was done about custody."""

    at: datetime
    text: str
    whom: str
    reason: str
    by: str


def history(child: Child) -> list[HistoryLine]:
    """What was done about custody, newest first; one statement."""
    return [
        HistoryLine(
            row.at, gettext(CUSTODY_ACTS[row.act]), str(row.custody.account), row.reason, str(row.by or "")
        )
        for row in custody_events(child)
    ]
