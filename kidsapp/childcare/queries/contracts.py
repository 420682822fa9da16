"""Contracts: of one Kita, of one child, and what changes in a month, for the fee."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import Contract, ContractTerm
from kidsapp.childcare.texts import END_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.places.models import Facility

KEPT_DAYS = 365
"""How long a Kita sees a contract that has ended."""


@dataclass(frozen=True)
class TermLine:
    """Hours and group from a day on."""

    valid_from: date
    hours: str
    group: str


@dataclass(frozen=True)
class ContractLine:
    """A contract as it stands on a day, with everything recorded for it."""

    public_id: str
    case_id: str
    child_id: int
    child: str
    number: str
    facility: str
    facility_id: str
    starts_on: date
    ends_on: date | None
    end_reason: str
    hours: str
    group: str
    terms: list[TermLine]


def _whole(rows: Any) -> Any:
    """Contracts with all that a line needs; two statements."""
    terms = Prefetch("terms", ContractTerm.objects.select_related("group"))
    related = ("preregistration__child", "offer__wish__facility")
    return rows.select_related(*related).prefetch_related(terms)


def line_of(contract: Contract, *, names: Mapping[str, str], today: date) -> ContractLine:
    """The contract with hours and group as they hold on the day, or will at its beginning."""
    terms = list(contract.terms.all())
    running = [term for term in terms if term.valid_from <= max(today, contract.starts_on)]
    now = running[-1] if running else terms[0]
    case, facility = contract.preregistration, contract.offer.wish.facility
    lines = [TermLine(t.valid_from, names.get(t.hours, t.hours), t.group.name) for t in terms]
    return ContractLine(
        public_id=contract.public_id,
        case_id=case.public_id,
        child_id=case.child_id,
        child=str(case.child),
        number=case.number,
        facility=facility.name,
        facility_id=facility.public_id,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        end_reason=gettext(END_REASONS[contract.end_reason]) if contract.end_reason else "",
        hours=names.get(now.hours, now.hours),
        group=now.group.name,
        terms=lines,
    )


def contracts_at(facility: Facility, *, names: Mapping[str, str], today: date) -> list[ContractLine]:
    """The contracts of a Kita that run, will run, or ended within a year; two statements."""
    since = today - timedelta(days=KEPT_DAYS)
    rows = Contract.objects.filter(offer__wish__facility=facility)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
    order = ("preregistration__child__family_name", "preregistration__child__given_name", "pk")
    return [line_of(row, names=names, today=today) for row in _whole(rows).order_by(*order)]


def contract_for(actor: Actor, public_id: str) -> Contract | None:
    """The contract with this public id if the actor may see it."""
    rows = policy.see_contract.permitted(actor, Contract.objects.filter(public_id=public_id))
    found: Contract | None = _whole(rows).first()
    return found


def contract_of(case_id: int) -> Contract | None:
    """The contract that a case became; two statements."""
    found: Contract | None = _whole(Contract.objects.filter(preregistration=case_id)).first()
    return found


def running_elsewhere(child_id: int, *, but_for: int, on: date) -> str:
    """The Kita where the child still has a place on a day, besides this case; empty: none."""
    runs_on = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = Contract.objects.filter(runs_on, preregistration__child=child_id)
    names = rows.exclude(preregistration=but_for).values_list("offer__wish__facility__name", flat=True)
    return names.first() or ""


@dataclass(frozen=True)
class FeeLine:
    """Something about a contract that counts for the fee from a day on."""

    on: date
    kind: str
    contract: ContractLine
    hours: str


def changes_of_month(
    actor: Actor, first: date, last: date, *, names: Mapping[str, str], today: date
) -> list[FeeLine]:
    """What begins, changes or ends in a month, in the order of days; two statements."""
    within = (first, last)
    rows = Contract.objects.filter(Q(terms__valid_from__range=within) | Q(ends_on__range=within)).distinct()
    found = _whole(policy.see_contract.permitted(actor, rows))
    lines = [line_of(row, names=names, today=today) for row in found]
    changes = [change for line in lines for change in _changes(line) if first <= change.on <= last]
    return sorted(changes, key=lambda change: (change.on, change.contract.child))


def _changes(line: ContractLine) -> Iterable[FeeLine]:
    kind = "begins"
    for term in line.terms:
        yield FeeLine(term.valid_from, kind, line, term.hours)
        kind = "changes"
    if line.ends_on:
        yield FeeLine(line.ends_on, "ends", line, line.hours)
