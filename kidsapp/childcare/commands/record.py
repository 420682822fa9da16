"""Writing down a new case: its wishes, siblings, second guardian, evidence, and doubts about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kidsapp.childcare import rules
from kidsapp.childcare.commands.agreements import request_agreement
from kidsapp.childcare.commands.concerns import raise_duplicates
from kidsapp.childcare.commands.evidence import begin_hours_evidence
from kidsapp.childcare.commands.history import remember, tell_family
from kidsapp.childcare.models import (
    PreRegistration,
    Sibling,
    Wish,
)
from kidsapp.childcare.queries.agreements import agreement_with
from kidsapp.childcare.queries.submission import Examined
from kidsapp.childcare.rules import Answers, SecondGuardian
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.folding import folded
from kidsapp.municipality.statements import rows_of_city
from kidsapp.people.models import Child, NamedGuardian
from kidsapp.people.queries import children_of, children_of_account
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class Entry:
    """By which act a case is made, whose it is, and where it was typed."""

    act: str
    account_id: int | None
    origin: str = PreRegistration.Origin.FAMILY.value


def record_case(
    actor: Actor, child: Child, found: Examined, entry: Entry, *, at: datetime
) -> PreRegistration:
    """Write the case with all that belongs to it, and tell the family."""
    year = rules.kindergarten_year(found.answers.starts_on)
    case: PreRegistration = PreRegistration.objects.create(
        number=_next_number(found.settings["childcare.number_prefix"], year),
        child=child,
        submitted_by_id=entry.account_id,
        form_key=found.answers.form_key,
        origin=entry.origin,
        is_late=rules.is_late(found.season, today=actor.today),
        submitted_at=at,
        **need_values(found.answers),
    )
    warnings = found.warnings
    Wish.objects.bulk_create(
        Wish(preregistration=case, facility=facility, rank=rank, warning=warnings.get(facility.pk, ""))
        for rank, facility in enumerate(found.facilities, start=1)
    )
    remember(case, entry.act, actor, at=at)
    keep_family(actor, case, found, at=at, is_new=True)
    raise_duplicates(actor, case, at=at)
    _confirm(case, found, actor, at)
    return case


def need_values(answers: Answers) -> dict[str, Any]:
    """What the case itself holds of the answers."""
    return {
        "starts_on": answers.starts_on,
        "year": rules.kindergarten_year(answers.starts_on),
        "hours": answers.hours,
        "times": answers.times,
        "home_language": answers.home_language,
        "food": list(answers.food),
        "food_note": answers.food_note,
        "remark": answers.remark,
        "present_place": answers.present_place,
        "present_facility": _named(answers.present_place),
        "moves_in_on": answers.moves_in_on,
        "is_urgent": answers.is_urgent,
        "urgent_reason": answers.urgent_reason if answers.is_urgent else "",
    }


def _named(place: str) -> Facility | None:
    """The one facility of the city that bears this name, if it is one."""
    found = list(Facility.objects.filter(name__iexact=place.strip(), is_listed=True)[:2]) if place else []
    return found[0] if len(found) == 1 else None


def keep_family(
    actor: Actor, case: PreRegistration, found: Examined, *, at: datetime, is_new: bool = False
) -> None:
    """Siblings, second guardian and the ground for many hours, as answered last."""
    answers = found.answers
    Sibling.objects.bulk_create(_siblings(actor, case, found))
    if answers.second_guardian:
        named = _keep_guardian(actor, case.child, answers.second_guardian)
        if found.settings.get("childcare.second_guardian_agrees") and not agreement_with(case, named):
            request_agreement(actor, case, named, at=at)
    begin_hours_evidence(actor, case, ground=answers.ground, at=at, is_new=is_new)


def _siblings(actor: Actor, case: PreRegistration, found: Examined) -> Iterable[Sibling]:
    places = {facility.public_id: facility for facility in found.facilities}
    own: dict[str, Child] = {}
    if any(answer.together_with for answer in found.answers.siblings):
        children = _children_of_sender(actor, case)
        own = {child.public_id: child for child in children if child.pk != case.child_id}
    for answer in found.answers.siblings:
        other = own.get(answer.together_with)
        yield Sibling(
            preregistration=case,
            given_name=answer.given_name or (other.given_name if other else ""),
            facility=None if other else places.get(answer.facility),
            together_with=other,
        )


def _children_of_sender(actor: Actor, case: PreRegistration) -> Sequence[Child]:
    """Whoever types for a family, at a counter or later, names the family's children and not the own ones."""
    if case.submitted_by and case.submitted_by_id != actor.account_id:
        return children_of_account(case.submitted_by, today=actor.today)
    return children_of(actor)


def _keep_guardian(actor: Actor, child: Child, named: SecondGuardian) -> NamedGuardian:
    """Named again, the same person is one row; who took the own link up keeps their data themselves."""
    rows = list(NamedGuardian.objects.filter(child=child, named_by_id=actor.account_id))
    wanted = (folded(named.given_name), folded(named.family_name))
    same: NamedGuardian | None = next(
        (row for row in rows if (folded(row.given_name), folded(row.family_name)) == wanted), None
    )
    if same and same.account_id:
        return same
    row: NamedGuardian = same or NamedGuardian(child=child, named_by_id=actor.account_id)
    for name, value in vars(named).items():
        setattr(row, name, value)
    row.in_scope().save()
    return row


def _confirm(case: PreRegistration, found: Examined, actor: Actor, at: datetime) -> None:
    season = found.season
    facts = {"number": case.number, "date": season.cut_off_on.isoformat()}
    if case.is_late and actor.today < season.second_round_on:
        facts["date"] = season.second_round_on.isoformat()
        tell_family(case, "received_late", actor=actor, at=at, **facts)
    elif case.is_late:
        tell_family(case, "received_in_year", actor=actor, at=at, **facts)
    else:
        tell_family(case, "received", actor=actor, at=at, **facts)


NEXT_NUMBER = """
INSERT INTO childcare_casenumber AS number (municipality_id, year, last) VALUES (%(city)s, %(year)s, 1)
ON CONFLICT (municipality_id, year) DO UPDATE SET last = number.last + 1 RETURNING last
"""
"""In one statement: whoever comes second waits here for the first, also for the very first of a year."""


def _next_number(prefix: str, year: int) -> str:
    ((last,),) = rows_of_city(NEXT_NUMBER, year=year)
    return f"{prefix}-{year % 100:02d}-{last:04d}"
