"""A Kita keeps its own criteria, and ticks which of them hold for a child."""

from collections.abc import Iterable
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.locks import lock_facility, locked_case
from kidsapp.childcare.models import Criterion, Wish, WishCriterion
from kidsapp.childcare.queries.terms import season_on, wish_view
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.places.models import Facility


def add_criterion(
    actor: Actor, facility: Facility, name: str, points: int, *, at: datetime
) -> Criterion | Refused:
    """Add a criterion at the end of the Kita's list."""
    with writing(actor, policy.add_criterion, at=at) as line:
        policy.add_criterion.demand(actor, facility)
        others = _locked_criteria(facility.pk)
        refused = rules.refusal_to_keep_criterion(name, points, others=[row.name for row in others])
        if refused:
            return refused
        made: Criterion = Criterion.objects.create(
            facility=facility, name=name, points=points, position=len(others)
        )
        line.about(facility=facility.pk, criterion=made.pk)
        return made


def _locked_criteria(facility_id: int) -> list[Criterion]:
    """The Kita's criteria in their order; who changes or ticks them at the same moment waits."""
    lock_facility(facility_id)
    return list(Criterion.objects.filter(facility=facility_id))


def change_criterion(
    actor: Actor, criterion: Criterion, name: str, points: int, *, at: datetime
) -> Refused | None:
    """Give a criterion another name or other points; its ticks stay."""
    with writing(actor, policy.change_criterion, at=at) as line:
        policy.change_criterion.demand(actor, criterion)
        found, others = _found(_locked_criteria(criterion.facility_id), criterion)
        if found is None:
            return Refused(Why.CRITERION_GONE)
        refused = rules.refusal_to_keep_criterion(name, points, others=[row.name for row in others])
        if refused:
            return refused
        found.name, found.points = name, points
        found.save(update_fields=["name", "points"])
        line.about(facility=found.facility_id, criterion=found.pk)
    return None


def _found(rows: list[Criterion], criterion: Criterion) -> tuple[Criterion | None, list[Criterion]]:
    """The criterion as it stands now, and the others."""
    found = next((row for row in rows if row.pk == criterion.pk), None)
    return found, [row for row in rows if row.pk != criterion.pk]


def move_criterion(actor: Actor, criterion: Criterion, *, by: int, at: datetime) -> None:
    """Move a criterion up (below zero) or down in the Kita's list; it changes no points."""
    with writing(actor, policy.move_criterion, at=at) as line:
        policy.move_criterion.demand(actor, criterion)
        rows = {row.public_id: row for row in _locked_criteria(criterion.facility_id)}
        order = rules.order_after_move(tuple(rows), criterion.public_id, by=by)
        _write_order([rows[public_id] for public_id in order])
        line.about(facility=criterion.facility_id, criterion=criterion.pk)


def _write_order(rows: list[Criterion]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    Criterion.objects.bulk_update(rows, ["position"])


def remove_criterion(
    actor: Actor, criterion: Criterion, *, is_sure: bool = False, at: datetime
) -> Refused | None:
    """Take a criterion off the list; where it is ticked for children, only if the lead is sure."""
    with writing(actor, policy.remove_criterion, at=at) as line:
        policy.remove_criterion.demand(actor, criterion)
        found, others = _found(_locked_criteria(criterion.facility_id), criterion)
        if found is None:
            return None
        if refused := rules.refusal_to_remove_criterion(found.met.count(), is_sure=is_sure):
            return refused
        line.about(facility=found.facility_id, criterion=found.pk)
        found.delete()
        _write_order(others)
    return None


def tick_criteria(
    actor: Actor, wish: Wish, *, wanted: Iterable[str], before: Iterable[str], at: datetime
) -> Refused | None:
    """Say which criteria hold for a child; ``before`` are those that were ticked when the lead looked."""
    with writing(actor, policy.tick_criteria, at=at) as line:
        case = locked_case(wish.preregistration_id)
        policy.tick_criteria.demand(actor, wish)
        season = season_on(case.starts_on, settings_on(actor.today))
        view = wish_view(Wish.objects.get(pk=wish.pk), case, season)
        state = PreRegistrationState(case.state)
        if refused := rules.refusal_to_tick(view, case=state, season=season, today=actor.today):
            return refused
        if not _write_ticks(wish, frozenset(wanted), frozenset(before)):
            return Refused(Why.CRITERION_GONE)
        line.about(case.child_id, wish=wish.pk)
    return None


def _write_ticks(wish: Wish, wanted: frozenset[str], before: frozenset[str]) -> bool:
    """Write the ticks that changed; ``False`` when one of them is no criterion of this Kita any more."""
    known = {row.public_id: row for row in _locked_criteria(wish.facility_id)}
    ticked = wish.met.select_related("criterion")
    now = frozenset(row.criterion.public_id for row in ticked)
    after = rules.ticks_after(now, before=before, wanted=wanted)
    if not after <= known.keys():
        return False
    gone = [known[public_id].pk for public_id in now - after]
    WishCriterion.objects.filter(wish=wish, criterion__in=gone).delete()
    added = [WishCriterion(wish=wish, criterion=known[public_id]).in_scope() for public_id in after - now]
    WishCriterion.objects.bulk_create(added)
    return True
