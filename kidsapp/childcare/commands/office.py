"""The youth office confirms needs (§ 5 KiBiz) and writes notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy
from kidsapp.childcare.commands.history import remember, tell_family
from kidsapp.childcare.commands.locks import locked_case, locked_cases
from kidsapp.childcare.models import CaseNote, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.clock import clock_terms
from kidsapp.childcare.rules.need import NeedView, refusal_of_stale, refusal_to_confirm
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.queries import settings_on

NOTE_LENGTH = 2000


def confirm_need(
    actor: Actor, case: PreRegistration, *, seen_version: int | None = None, at: datetime
) -> Refused | None:
    """Confirm the need to the family and name the fees; refused if the case changed since it was seen."""
    with writing(actor, policy.confirm_need, at=at) as line:
        settings = settings_on(actor.today)
        case = locked_case(case.pk)
        policy.confirm_need.demand(actor, case)
        refused = refusal_to_confirm(_view(case), clock_terms(settings), seen_version=seen_version)
        if refused:
            return refused
        _confirm(actor, case, settings, at)
        line.about(case.child_id, preregistration=case.pk)
    return None


def confirm_needs(actor: Actor, public_ids: Sequence[str], *, at: datetime) -> list[PreRegistration]:
    """Confirm several needs in one act; those that meanwhile need no confirmation are left out.

    Returns the cases that were confirmed.
    """
    with writing(actor, policy.confirm_need, at=at) as line:
        settings = settings_on(actor.today)
        rows = policy.confirm_need.permitted(actor, PreRegistration.objects.filter(public_id__in=public_ids))
        cases = locked_cases(rows.values_list("pk", flat=True))
        terms = clock_terms(settings)
        due = [case for case in cases if not refusal_to_confirm(_view(case), terms, seen_version=None)]
        for case in due:
            _confirm(actor, case, settings, at)
        line.about(*(case.child_id for case in due))
    return due


def _view(case: PreRegistration) -> NeedView:
    confirmed = case.need_confirmed_at
    return NeedView(
        PreRegistrationState(case.state), german_day(confirmed) if confirmed else None, case.version
    )


def _confirm(actor: Actor, case: PreRegistration, settings: Any, at: datetime) -> None:
    PreRegistration.objects.filter(pk=case.pk).update(
        need_confirmed_at=at, need_confirmed_by_id=actor.account_id, version=F("version") + 1
    )
    remember(case, "confirm_need", actor, at=at)
    names = {model["key"]: model["name"] for model in settings.get("childcare.hours_models", [])}
    tell_family(
        case,
        "need_confirmed",
        actor=actor,
        at=at,
        number=case.number,
        date=case.starts_on.isoformat(),
        hours=names.get(case.hours, {"de": case.hours}),
        fees=settings.get("childcare.fee_information", {"de": ""}),
    )


def add_note(
    actor: Actor, case: PreRegistration, text: str, *, seen_version: int, at: datetime
) -> CaseNote | Refused:
    """Write a note on the case; refused if somebody else worked on it since it was looked at."""
    with writing(actor, policy.add_note, at=at) as line:
        case = locked_case(case.pk)
        policy.add_note.demand(actor, case)
        if not text.strip() or len(text) > NOTE_LENGTH:
            return Refused(Why.NOTE_LENGTH, {"most": NOTE_LENGTH}, "text")
        if refused := refusal_of_stale(case.version, seen_version=seen_version):
            return refused
        PreRegistration.objects.filter(pk=case.pk).update(version=F("version") + 1)
        note: CaseNote = CaseNote.objects.create(
            preregistration=case, written_by_id=actor.account_id, written_at=at, text=text.strip()
        )
        line.about(case.child_id, preregistration=case.pk, note=note.pk)
        return note
