"""All steps together: what they say in words, what is still missing, and the form that can be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext

from kidsapp.childcare import wording
from kidsapp.childcare.commands import Answers, WholeForm
from kidsapp.childcare.family.preregister import reasons
from kidsapp.childcare.family.preregister.sheet import CHECK, CHILD, EVIDENCE, FAMILY, NEED, Sheet
from kidsapp.childcare.forms import StepForm
from kidsapp.childcare.models import CaseDocument, PreRegistration
from kidsapp.childcare.queries.documents import documents_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.kernel.refusals import Refused
from kidsapp.page.measures import listed
from kidsapp.page.refusals import say
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names

ANSWERS = {field.name for field in fields(Answers)}
WHOLE = {"child", "record", "custody", "contact", "family"}


@dataclass(frozen=True)
class Section:
    """One step in the summary: in words, or what it still misses."""

    step: str
    title: str
    url: str
    rows: wording.Rows
    missing: list[str]


@dataclass(frozen=True)
class Whole:
    """The summary, and the form if nothing is missing."""

    sections: list[Section]
    wished: list[Facility]
    form: WholeForm | None


def whole_of(sheet: Sheet) -> Whole:
    """Judge every step and put them together."""
    parts: dict[str, Any] = {}
    sections = [_section(sheet, step, parts) for step in sheet.steps if step != CHECK]
    is_whole = not any(section.missing for section in sections)
    return Whole(sections, sheet.wished, _form(sheet, parts) if is_whole else None)


def _section(sheet: Sheet, step: str, parts: dict[str, Any]) -> Section:
    form, found = reasons.against(sheet, step)
    missing = _missing(form, found)
    if form is not None and not missing:
        parts.update(form.answers())
    rows = [] if missing else _rows(sheet, step, parts)
    return Section(
        step, sheet.name_of(step), f"{sheet.url(step)}{'?pruefen' if missing else ''}", rows, missing
    )


def _missing(form: StepForm | None, found: list[Refused]) -> list[str]:
    told = [say(refused) for refused in found if refused.reason is not Why.INCOMPLETE]
    if form is None or not any(refused.reason is Why.INCOMPLETE for refused in found):
        return told
    at_fields = [
        f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items() if name in form.fields
    ]
    return at_fields or [say(found[0])]


def _rows(sheet: Sheet, step: str, parts: Mapping[str, Any]) -> wording.Rows:
    child = sheet.child or parts.get("record")
    if step == CHILD and child:
        return wording.child_rows(child, parts.get("custody", ""))
    if step == NEED:
        return wording.need_rows(parts, hours_names(sheet.settings), child)
    if step == FAMILY:
        places = {facility.public_id: facility.name for facility in sheet.wished}
        children = {each.public_id: each.given_name for each in sheet.siblings}
        known = sheet.families.chosen if parts.get("family") else None
        contact = known.terms.guardian if known else parts["contact"]
        own = wording.guardian_rows(contact, parts["second_guardian"])
        return own + wording.family_rows(parts, places, children)
    return _evidence_rows(sheet, parts) if step == EVIDENCE else []


def _evidence_rows(sheet: Sheet, parts: Mapping[str, Any]) -> wording.Rows:
    """The ground and what was handed in; of a Kita only whether it sends papers on."""
    if sheet.origin == PreRegistration.Origin.KITA:
        answer = gettext("Ja") if parts["sends_papers_on"] else gettext("Nein")
        return [(gettext("Papiere für das Jugendamt"), answer)]
    rows = wording.evidence_rows(parts["ground"])
    if sheet.needs_ground:
        rows.append((gettext("Nachweise"), _names(sheet, CaseDocument.Purpose.HOURS)))
    return [*rows, (gettext("Unterlagen für den Elternbeitrag"), _names(sheet, CaseDocument.Purpose.FEE))]


def _names(sheet: Sheet, purpose: CaseDocument.Purpose) -> str:
    """Files of one purpose by their names."""
    found = documents_of(sheet.request.actor, sheet.draft, purpose) if sheet.draft else []
    return listed(line.name or gettext("Unterlage") for line in found) or gettext("noch keine")


def _form(sheet: Sheet, parts: Mapping[str, Any]) -> WholeForm:
    draft = sheet.draft
    answers = Answers(
        form_key=draft.public_id if draft else "",
        wishes=tuple(facility.public_id for facility in sheet.wished),
        anyway=sheet.anyway,
        **{name: value for name, value in parts.items() if name in ANSWERS},
    )
    return WholeForm(answers, **{name: value for name, value in parts.items() if name in WHOLE})
