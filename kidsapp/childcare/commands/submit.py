"""A family submits or withdraws a pre-registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_case, remember, tell_family
from kidsapp.childcare.commands.release import end_wishes
from kidsapp.childcare.models import PreRegistration, Wish
from kidsapp.childcare.queries.family import facilities_by_public_ids
from kidsapp.childcare.queries.terms import season_on, terms_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.municipality.statements import rows_of_city
from kidsapp.people.commands import add_child
from kidsapp.people.models import Account, Child
from kidsapp.people.rules import ChildRecord
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class Draft:
    """What the family typed, already of the right types; wishes are public ids, best first."""

    form_key: str
    starts_on: date
    hours: str
    wishes: tuple[str, ...]
    remark: str = ""


def submit_preregistration(
    actor: Actor, child: Child, draft: Draft, *, at: datetime
) -> PreRegistration | Sequence[Refused]:
    """Register the need of one child; the same form sent twice is one pre-registration.

    Returns the pre-registration or every reason why it is not possible; nothing is lost either way.
    """
    with writing(actor, policy.submit_preregistration, at=at) as line:
        if earlier := _sent_before(actor, draft):
            return earlier
        child = Child.objects.select_for_update().get(pk=child.pk)
        policy.submit_preregistration.demand(actor, child)
        facilities = facilities_by_public_ids(draft.wishes)
        settings = settings_on(actor.today)
        if refused := _refusals(actor, child, draft, facilities, settings):
            return refused
        case = _write(actor, child, draft, facilities, settings=settings, at=at)
        line.about(child.pk, preregistration=case.pk)
        return case


def submit_for_new_child(
    actor: Actor, record: ChildRecord, draft: Draft, *, at: datetime
) -> PreRegistration | Sequence[Refused]:
    """Add the child and register its need; when either is refused, neither is written."""
    with writing(actor, policy.submit_preregistration, at=at) as line:
        if earlier := _sent_before(actor, draft):
            return earlier
        child = add_child(actor, record, at=at)
        answer = submit_preregistration(actor, child, draft, at=at) if isinstance(child, Child) else child
        if not isinstance(answer, PreRegistration):
            line.undo()
        return answer


def _sent_before(actor: Actor, draft: Draft) -> PreRegistration | None:
    """The case that this very form made already; two sendings of one family wait for each other."""
    Account.objects.select_for_update().filter(pk=actor.account_id or 0).get()
    found: PreRegistration | None = PreRegistration.objects.filter(
        form_key=draft.form_key, submitted_by_id=actor.account_id
    ).first()
    return found


def _refusals(
    actor: Actor, child: Child, draft: Draft, facilities: Sequence[Facility], settings: Mapping[str, Any]
) -> list[Refused]:
    season = season_on(draft.starts_on, settings)
    need = rules.Need(child.given_name, child.born_on, draft.starts_on, draft.hours)
    ids = [facility.pk for facility in facilities]
    reasons = [
        rules.refusal_to_start(draft.starts_on, today=actor.today, season=season),
        Refused(Why.UNKNOWN_FACILITY, at_field="wishes") if len(ids) < len(draft.wishes) else None,
        rules.refusal_to_rank(ids, wishes_max=season.wishes_max),
        *(rules.refusal_to_wish(need, terms_of(facility)) for facility in facilities),
        _refusal_of_second(child),
    ]
    return [reason for reason in reasons if reason]


def _refusal_of_second(child: Child) -> Refused | None:
    live = PreRegistration.objects.filter(child=child, state=PreRegistrationState.SUBMITTED).first()
    if live is None:
        return None
    return Refused(Why.LIVE_PREREGISTRATION, {"child": child.given_name, "number": live.number}, "child")


def _write(
    actor: Actor,
    child: Child,
    draft: Draft,
    facilities: Sequence[Facility],
    *,
    settings: Mapping[str, Any],
    at: datetime,
) -> PreRegistration:
    year = rules.kindergarten_year(draft.starts_on)
    case: PreRegistration = PreRegistration.objects.create(
        number=_next_number(settings["childcare.number_prefix"], year),
        child=child,
        submitted_by_id=actor.account_id,
        form_key=draft.form_key,
        starts_on=draft.starts_on,
        year=year,
        hours=draft.hours,
        remark=draft.remark,
        submitted_at=at,
    )
    Wish.objects.bulk_create(
        Wish(preregistration=case, facility=facility, rank=rank)
        for rank, facility in enumerate(facilities, start=1)
    )
    remember(case, "submit_preregistration", actor, at=at)
    cut_off = season_on(draft.starts_on, settings).cut_off_on
    tell_family(case, "received", actor=actor, at=at, number=case.number, date=cut_off.isoformat())
    return case


NEXT_NUMBER = """
INSERT INTO childcare_casenumber AS number (municipality_id, year, last) VALUES (%(city)s, %(year)s, 1)
ON CONFLICT (municipality_id, year) DO UPDATE SET last = number.last + 1 RETURNING last
"""
"""In one statement: whoever comes second waits here for the first, also for the very first of a year."""


def _next_number(prefix: str, year: int) -> str:
    ((last,),) = rows_of_city(NEXT_NUMBER, year=year)
    return f"{prefix}-{year % 100:02d}-{last:04d}"


def withdraw_preregistration(actor: Actor, case: PreRegistration, *, at: datetime) -> Refused | None:
    """Take the pre-registration back; places held for the child are free again."""
    with writing(actor, policy.withdraw_preregistration, at=at) as line:
        case = PreRegistration.objects.select_for_update(of=("self",)).select_related("child").get(pk=case.pk)
        policy.withdraw_preregistration.demand(actor, case)
        if case.state != PreRegistrationState.SUBMITTED:
            return Refused(Why.NOT_SUBMITTED)
        end_wishes(case, actor=actor, at=at)
        move_case(case, "withdraw_preregistration")
        remember(case, "withdraw_preregistration", actor, at=at)
        tell_family(case, "withdrawn", actor=actor, at=at)
        line.about(case.child_id, preregistration=case.pk)
    return None
