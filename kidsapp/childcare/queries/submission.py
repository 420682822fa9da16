"""What stands against a pre-registration, asked by the steps of the form and by the commands alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kidsapp.childcare import rules
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.concerns import open_case_of
from kidsapp.childcare.queries.family import facilities_by_public_ids
from kidsapp.childcare.queries.terms import season_on, terms_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import Answers, Need, Season
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on
from kidsapp.people.models import Child
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class Examined:
    """Answers with what they name, and every reason against them; warnings by the facility's id."""

    answers: Answers
    season: Season
    settings: Mapping[str, Any]
    facilities: Sequence[Facility]
    warnings: Mapping[int, str]
    reasons: list[Refused]


def refusals_to_register(
    child: Child, answers: Answers, *, today: date, changes: PreRegistration | None = None
) -> Examined:
    """Everything that stands against these answers, by the settings in force today.

    For a change, the wishes of the case itself were let in before and are not judged again.
    """
    settings = settings_on(today)
    season = season_on(answers.starts_on, settings)
    facilities = facilities_by_public_ids(answers.wishes)
    need = Need(child.given_name, child.born_on, answers.starts_on, answers.hours)
    warnings, impossible = judged_wishes(need, facilities, answers.anyway, settings)
    reasons = [
        refusal_to_need(need, today=today, season=season, changes=changes),
        Refused(Why.UNKNOWN_FACILITY, at_field="wishes") if len(facilities) < len(answers.wishes) else None,
        *impossible,
    ]
    if changes is None:
        ids = [facility.pk for facility in facilities]
        reasons += [rules.refusal_to_rank(ids, wishes_max=season.wishes_max), refusal_of_second(child)]
    found = [reason for reason in reasons if reason]
    return Examined(answers, season, settings, facilities, warnings, found)


def refusal_to_need(
    need: Need, *, today: date, season: Season, changes: PreRegistration | None = None
) -> Refused | None:
    """Why a child cannot be registered for this first day; a day that was sent before may stay."""
    is_as_sent = changes is not None and changes.starts_on == need.starts_on
    refused = rules.refusal_to_start(need.starts_on, today=today, season=season)
    if refused and not is_as_sent:
        return refused
    if need.starts_on < need.born_on:
        facts = {"child": need.child_name, "date": need.starts_on}
        return Refused(Why.NOT_BORN_YET, facts, at_field="starts_on")
    return None


def judged_wishes(
    need: Need, facilities: Sequence[Facility], anyway: frozenset[str], settings: Mapping[str, Any]
) -> tuple[dict[int, str], list[Refused]]:
    """The wishes that can hardly succeed: kept with a warning where city and family want it, else refused."""
    warnings: dict[int, str] = {}
    reasons = []
    for facility in facilities:
        refused = rules.refusal_to_wish(need, terms_of(facility))
        if refused and settings["childcare.impossible_wishes"] and facility.public_id in anyway:
            warnings[facility.pk] = refused.reason.name.lower()
        elif refused:
            reasons.append(refused)
    return warnings, reasons


def refusal_of_second(child: Child) -> Refused | None:
    """One child has one live pre-registration; the reason names the first."""
    live = open_case_of(child.pk)
    if live is None:
        return None
    facts = {"child": child.given_name, "number": live.number}
    return Refused(Why.LIVE_PREREGISTRATION, facts, "child")
