"""The record of a contract: hours and group change, it ends, the child goes to another Kita."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from kidsapp.audit.commands import record, writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import remember, tell_family
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.commands.places import first_free_day, free_place, no_longer_only_staying, take_place
from kidsapp.childcare.commands.release import tell_kita, tell_office
from kidsapp.childcare.models import Contract, ContractTerm, Group, PreRegistration
from kidsapp.childcare.queries.terms import contract_view, group_terms, last_term, need_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import ContractChange, kindergarten_year, last_day_before
from kidsapp.childcare.texts import END_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused

TRANSFER = "transfer"


def change_contract_hours(
    actor: Actor, contract: Contract, change: ContractChange, *, at: datetime
) -> Refused | None:
    """Other hours, another group, or both, from a day on; the youth office is told, for the fee."""
    with writing(actor, policy.change_contract_hours, at=at) as line:
        case, contract = _locked(contract)
        policy.change_contract_hours.demand(actor, contract)
        facility, last = contract.offer.wish.facility, last_term(contract)
        view = contract_view(contract, last)
        models = frozenset(facility.hours_models)
        if refused := rules.refusal_to_change_contract(view, change, hours_models=models):
            return refused
        group = _other_group(facility.pk, last.group, change)
        if isinstance(group, Refused):
            return group
        if group != last.group and (refused := _move(case, last, group, change.valid_from)):
            return refused
        ContractTerm.objects.create(
            contract=contract, valid_from=change.valid_from, hours=change.hours, group=group, recorded_at=at
        )
        remember(case, "change_contract_hours", actor, at=at, wish=contract.offer.wish)
        _tell_of(contract, "contract_changed", change.valid_from, actor=actor, at=at)
        line.about(case.child_id, contract=contract.pk)
    return None


def _locked(contract: Contract) -> tuple[PreRegistration, Contract]:
    """The case first, then its contract as it stands now."""
    case = locked_case(contract.preregistration_id)
    found = Contract.objects.select_related("offer__wish__facility").get(pk=contract.pk)
    found.preregistration = case
    return case, found


def _other_group(facility_id: int, now: Group, change: ContractChange) -> Group | Refused:
    if change.group in {"", now.public_id}:
        return now
    years = {now.year, kindergarten_year(change.valid_from)}
    rows = Group.objects.filter(facility=facility_id, year__in=years, public_id=change.group)
    found: Group | None = rows.first()
    return found or Refused(Why.NO_GROUP, at_field="group")


def _move(case: PreRegistration, last: ContractTerm, group: Group, valid_from: date) -> Refused | None:
    """Take a place in the other group from the day on, and give the old one back up to it."""
    both = Group.objects.select_for_update().filter(pk__in=[last.group_id, group.pk])
    list(both.order_by("pk").values_list("pk"))  # in one order, so that two swaps do not wait for each other
    need = replace(need_of(case), starts_on=valid_from)
    if refused := rules.refusal_to_promise(need, group_terms(group)):
        return refused
    if not take_place(group):
        return Refused(Why.GROUP_FULL, {"group": group.name}, "group")
    if (free_on := first_free_day(group)) and valid_from < free_on:
        free_place(group)
        return Refused(Why.GROUP_FULL_UNTIL, {"group": group.name, "date": free_on}, "valid_from")
    _leave(last, valid_from - rules.ONE_DAY)
    if last.group.year < group.year:
        no_longer_only_staying(group)
    return None


def _leave(term: ContractTerm, last_day: date) -> None:
    """Give the place of a term back, ahead of the last day on which the child sits there."""
    term.place_until = last_day
    term.save(update_fields=["place_until"])
    free_place(term.group)


def end_contract(
    actor: Actor, contract: Contract, last_day: date, reason: str, *, at: datetime
) -> Refused | None:
    """End the contract on a day; the place can be offered from the day after."""
    with writing(actor, policy.end_contract, at=at) as line:
        case, contract = _locked(contract)
        policy.end_contract.demand(actor, contract)
        if reason not in END_REASONS or reason == TRANSFER:
            return Refused(Why.NO_END_REASON, at_field="reason")
        view = contract_view(contract, last_term(contract))
        if refused := rules.refusal_to_end_contract(view, last_day):
            return refused
        _end(contract, last_day, reason, actor=actor, at=at)
        line.about(case.child_id, contract=contract.pk)
    return None


def _end(contract: Contract, last_day: date, reason: str, *, actor: Actor, at: datetime) -> None:
    is_first_end = contract.ends_on is None
    contract.ends_on, contract.end_reason = last_day, reason
    contract.version += 1
    contract.save(update_fields=["ends_on", "end_reason", "version"])
    contract.terms.filter(place_until__gt=last_day).update(place_until=last_day)
    if is_first_end:  # with an earlier end than was recorded, the place has long been given back
        _leave(last_term(contract), last_day)
    remember(contract.preregistration, "end_contract", actor, at=at, wish=contract.offer.wish)
    _tell_of(contract, "contract_ended", last_day, actor=actor, at=at, reason=END_REASONS[reason])


def _tell_of(contract: Contract, kind: str, on: date, *, actor: Actor, at: datetime, **facts: str) -> None:
    """Tell the family, and the youth office for the fee."""
    case = contract.preregistration
    facts = {"facility": contract.offer.wish.facility.name, "date": on.isoformat(), **facts}
    tell_family(case, kind, actor=actor, at=at, **facts)
    tell_office(case, f"{kind}_for_office", actor=actor, at=at, **facts)


def end_for_transfer(case: PreRegistration, first_day: date, *, actor: Actor, at: datetime) -> None:
    """End what the child has elsewhere on the day before, also what was to end later."""
    runs_on = Q(ends_on__isnull=True) | Q(ends_on__gte=first_day)
    others = Contract.objects.filter(runs_on, preregistration__child=case.child_id)
    for contract in others.exclude(preregistration=case).order_by("preregistration_id"):
        former, found = _locked(contract)
        last_day = last_day_before(first_day, starts_on=found.starts_on)
        if found.ends_on is None or found.ends_on > last_day:
            _end(found, last_day, TRANSFER, actor=actor, at=at)
            tell_kita(found.offer, former, "child_leaves", actor=actor, at=at, date=last_day.isoformat())
            record(actor, policy.end_contract, at=at, children=[case.child_id], former_contract=found.pk)
