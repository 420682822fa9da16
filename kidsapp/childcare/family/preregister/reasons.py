"""Why a step cannot be left yet: what its form misses, and what the rules say, at the field."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.childcare import rules
from kidsapp.childcare.family.preregister.sheet import CHILD, KITAS, NEED, Sheet
from kidsapp.childcare.forms import StepForm
from kidsapp.childcare.queries.concerns import open_case_of
from kidsapp.childcare.queries.submission import judged_wishes, refusal_to_need
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import Need
from kidsapp.kernel.folding import folded
from kidsapp.kernel.refusals import Refused
from kidsapp.people.models import Child
from kidsapp.people.rules import ChildRecord


def against(sheet: Sheet, step: str) -> tuple[StepForm | None, list[Refused]]:
    """The judged form of a step (none for the Kitas), and every reason against going on; empty if none."""
    if step == KITAS:
        return None, against_wishes(sheet)
    form = sheet.judged(step)
    found = [Refused(Why.INCOMPLETE)] if not form.is_valid() else _by_rule(sheet, step, form)
    for refused in found:
        form.judge(refused.at_field, refused) if refused.at_field in form.fields else None
    return form, found


def _by_rule(sheet: Sheet, step: str, form: StepForm) -> list[Refused]:
    if step == CHILD:
        return [refused] if (refused := _second(sheet, form)) else []
    need = need_of(sheet, form) if step == NEED else None
    if need is None:
        return []
    today = sheet.request.actor.today
    season = season_on(need.starts_on, sheet.settings)
    refused = refusal_to_need(need, today=today, season=season, changes=sheet.changes)
    return [refused] if refused else []


def _second(sheet: Sheet, form: StepForm) -> Refused | None:
    """One child, one live pre-registration: known by choice, or by name and birthday."""
    answers = form.answers()
    child = sheet.child or _same(sheet.children, answers["record"])
    live = open_case_of(child.pk) if child else None
    if child is None or live is None:
        return None
    facts = {"child": child.given_name, "number": live.number, "case": live.public_id}
    return Refused(Why.LIVE_PREREGISTRATION, facts, "child" if sheet.child else "given_name")


def _same(children: Sequence[Child], record: ChildRecord) -> Child | None:
    wanted = (folded(record.given_name), folded(record.family_name), record.born_on)
    return next(
        (c for c in children if (folded(c.given_name), folded(c.family_name), c.born_on) == wanted), None
    )


def born_on(sheet: Sheet) -> date | None:
    """The child's birthday, as far as it is known by now."""
    if child := sheet.child:
        return child.born_on
    form = sheet.judged(CHILD)
    return form.cleaned_data.get("born_on") if form.is_valid() else None


def need_of(sheet: Sheet, form: StepForm | None = None) -> Need | None:
    """The need as typed, if child and need are whole."""
    form, born = form or sheet.judged(NEED), born_on(sheet)
    if born is None or not form.is_valid():
        return None
    typed = form.cleaned_data
    return Need(sheet.child_name, born, typed["starts_on"], typed["hours"])


def against_wishes(sheet: Sheet) -> list[Refused]:
    """What stands against the list: its length, and every Kita that cannot take the child."""
    need = need_of(sheet)
    ids = [facility.pk for facility in sheet.wished]
    found = [refused] if (refused := rules.refusal_to_rank(ids, wishes_max=wishes_max(sheet))) else []
    if need:
        _warnings, impossible = judged_wishes(need, sheet.wished, sheet.anyway, sheet.settings)
        found += impossible
    return found


def wishes_max(sheet: Sheet) -> int:
    """How many Kitas may be wished for."""
    return int(sheet.settings["childcare.wishes_max"])


def links(found: Sequence[Refused], *, page: str = "preregistration") -> dict[str, Any]:
    """Ways on from a refusal that a form shows at a field; ``page`` is where its reader sees a case."""
    case = next((refused.facts["case"] for refused in found if "case" in refused.facts), None)
    if case is None:
        return {"ways": []}
    return {
        "ways": [
            (gettext("Zur ersten Vormerkung"), reverse(page, kwargs={"public_id": case})),
        ]
    }
