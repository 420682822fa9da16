"""One case with everything that the youth office needs, whoever wrote it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import (
    Agreement,
    CaseConcern,
    CaseDocument,
    CaseEvent,
    Draft,
    PlaceOffer,
    PreRegistration,
    Sibling,
    Wish,
)
from kidsapp.childcare.queries.desk_facts import facts_of
from kidsapp.childcare.rules.clock import ClockTerms, Due, tasks_due
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.people.models import Account, Custody, NamedGuardian
from kidsapp.people.queries import address_of
from kidsapp.people.texts import CUSTODY_KINDS, CUSTODY_PROOFS


@dataclass(frozen=True, slots=True)
class Guardian:
    """Somebody with custody, or named as such, with the ways to reach them."""

    name: str
    kind: str
    proof: str
    checked_on: date | None
    is_blocked: bool
    is_named_only: bool
    language: str
    email: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What happened, when, and by whom."""

    at: datetime
    act: str
    facility: str
    who: str
    on_paper: bool
    received_on: date | None


def case_for(actor: Actor, public_id: str) -> PreRegistration | None:
    """The case with all that belongs to it, if the actor may see it at the youth office."""
    rows = policy.see_case.permitted(actor, PreRegistration.objects.filter(public_id=public_id))
    offers = PlaceOffer.objects.select_related("group").order_by("-offered_at")
    wishes = Wish.objects.select_related("facility").prefetch_related(Prefetch("offers", offers))
    concerns = CaseConcern.objects.select_related("other__child").order_by("raised_at", "pk")
    found: PreRegistration | None = (
        rows.select_related(
            "child", "present_facility", "hours_evidence", "need_confirmed_by", "submitted_by"
        )
        .prefetch_related(
            Prefetch("wishes", wishes),
            Prefetch("events", CaseEvent.objects.select_related("wish__facility")),
            Prefetch("siblings", Sibling.objects.select_related("facility", "together_with")),
            Prefetch("agreements", Agreement.objects.select_related("account", "guardian")),
            Prefetch("concerns", concerns),
            Prefetch("documents", CaseDocument.objects.select_related("upload")),
            "notes__written_by",
        )
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Counter:
    """At whose counter a case was entered, by whom and when; an empty place is the youth office."""

    place: str
    who: str
    at: datetime


def counter_of(case: PreRegistration) -> Counter | None:
    """Where the case was typed for the family, if it was; one statement."""
    if case.origin == PreRegistration.Origin.FAMILY:
        return None
    rows = Draft.objects.filter(sent=case, changes=None).select_related("facility", "account")
    draft: Draft | None = rows.first()
    if draft is None:
        return None
    place = draft.facility.name if draft.facility else ""
    return Counter(place, str(draft.account), case.submitted_at)


def tasks_of(case: PreRegistration, terms: ClockTerms, *, today: date) -> tuple[Due, ...]:
    """All that is to be done in the case, the nearest first; nothing in a closed one."""
    if case.state != PreRegistrationState.SUBMITTED:
        return ()
    (facts,) = facts_of([case.pk], today=today)
    return tasks_due(facts.view, terms, today=today)


def guardians_of_case(case: PreRegistration, *, today: date) -> list[Guardian]:
    """Everybody with custody today, also who is blocked, and whom the family named; two statements."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    held = Custody.objects.filter(in_force, child=case.child_id, valid_from__lte=today)
    named = NamedGuardian.objects.filter(child=case.child_id, account__isnull=True)
    return [
        *(_guardian(row) for row in held.select_related("account").order_by("pk")),
        *(_named(row) for row in named),
    ]


def _guardian(row: Custody) -> Guardian:
    account = row.account
    return Guardian(
        str(account),
        gettext(CUSTODY_KINDS[row.kind]),
        gettext(CUSTODY_PROOFS[row.shown_by]),
        row.checked_on,
        row.blocked_at is not None,
        False,
        account.language,
        account.email or "",
        account.phone,
        address_of(account),
    )


def _named(row: NamedGuardian) -> Guardian:
    kind = gettext(CUSTODY_KINDS[row.kind])
    return Guardian(
        str(row), kind, "", None, False, True, row.language, row.email, row.phone, address_of(row)
    )


def history(case: PreRegistration) -> list[HistoryLine]:
    """What happened, newest first, with the names of whoever did it; one statement."""
    events = list(case.events.all())
    names = {
        row.pk: str(row) for row in Account.objects.filter(pk__in={event.account_id for event in events})
    }
    return [
        HistoryLine(
            event.at,
            event.act,
            event.wish.facility.name if event.wish else "",
            names.get(event.account_id or 0, ""),
            event.on_paper,
            event.received_on,
        )
        for event in reversed(events)
    ]
