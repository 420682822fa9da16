"""Families hand in documents for a draft or a case, and take them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from kidsapp.audit.commands import Line, writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.models import CaseDocument, Draft, HoursEvidence, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.documents.commands import keep_upload, remove_upload
from kidsapp.documents.models import Upload
from kidsapp.documents.rules import shown_name
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused

Purpose = CaseDocument.Purpose
Home = Draft | PreRegistration


def attach_documents(
    actor: Actor, home: Home, files: Sequence[Any], purpose: Purpose, *, at: datetime
) -> list[Refused]:
    """Keep the files that can be kept and say why the others cannot, each by its name."""
    act = policy.attach_to_draft if isinstance(home, Draft) else policy.attach_document
    with writing(actor, act, at=at) as line:
        home = type(home).objects.select_for_update(of=("self",)).get(pk=home.pk)
        act.demand(actor, home)
        state = None if isinstance(home, Draft) else PreRegistrationState(home.state)
        if refused := rules.refusal_to_attach(state):
            return [refused]
        answers = [_attach(actor, home, file, purpose, line, at=at) for file in files]
        return [refused for refused in answers if refused]


def _attach(
    actor: Actor, home: Home, file: Any, purpose: Purpose, line: Line, *, at: datetime
) -> Refused | None:
    place = _place(home)
    if CaseDocument.objects.filter(purpose=purpose, **place).count() >= rules.MOST_DOCUMENTS:
        facts = {"file": shown_name(file.name or ""), "most": rules.MOST_DOCUMENTS}
        return Refused(Why.ENOUGH_DOCUMENTS, facts)
    upload = keep_upload(actor, file, at=at, child_id=home.child_id)
    if isinstance(upload, Refused):
        return upload
    document = CaseDocument.objects.create(upload=upload, purpose=purpose, **place)
    line.about(*filter(None, [home.child_id]), document=document.pk)
    return None


def _place(home: Home) -> dict[str, Home]:
    return {"draft" if isinstance(home, Draft) else "preregistration": home}


def hand_over_documents(draft: Draft, case: PreRegistration) -> int:
    """What was handed in with the draft belongs to the case that came of it; how much that is."""
    found = CaseDocument.objects.filter(draft=draft)
    if count := int(found.update(preregistration=case)):
        Upload.objects.filter(pk__in=found.values("upload_id")).update(child_id=case.child_id)
    return count


def drop_documents(draft: Draft) -> None:
    """Remove what was handed in with a draft that is given up; part of giving it up."""
    for document in CaseDocument.objects.filter(draft=draft, preregistration=None).select_related("upload"):
        remove_upload(document.upload)


def remove_document(actor: Actor, document: CaseDocument, *, at: datetime) -> Refused | None:
    """Take a document back: the row goes now, the file with the end of the transaction."""
    with writing(actor, policy.remove_document, at=at) as line:
        if document.preregistration_id:
            locked_case(document.preregistration_id)
        policy.remove_document.demand(actor, document)
        if refused := _refusal_to_remove(document):
            return refused
        _renew_evidence(document)
        upload: Upload = document.upload
        line.about(*filter(None, [upload.child_id]), document=document.pk)
        remove_upload(upload)
    return None


def _renew_evidence(document: CaseDocument) -> None:
    """Who decides about the evidence at this moment is told that it changed."""
    if document.purpose == Purpose.HOURS:
        found = HoursEvidence.objects.filter(preregistration=document.preregistration_id)
        found.update(version=F("version") + 1)


def _refusal_to_remove(document: CaseDocument) -> Refused | None:
    found = HoursEvidence.objects.filter(preregistration=document.preregistration_id).first()
    evidence = EvidenceState(found.state) if found else None
    return rules.refusal_to_remove(is_proof=document.purpose == Purpose.HOURS, evidence=evidence)
