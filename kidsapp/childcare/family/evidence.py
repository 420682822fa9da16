"""A family gives evidence for 45 hours and documents for the fee, and sees what became of them."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.family.documents import (
    DocumentsPanel,
    documents_panel,
    field_of,
    take_documents,
)
from kidsapp.childcare.forms.hours import GroundForm
from kidsapp.childcare.models import CaseDocument, PreRegistration
from kidsapp.childcare.queries.evidence import EvidenceView, case_with_evidence, evidence_of
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.page.signs import ChildSign
from kidsapp.people.models import Child
from kidsapp.people.queries import sign_of

Purpose = CaseDocument.Purpose


@dataclass(frozen=True)
class EvidencePage:
    """Where the evidence stands, and the form while it can still be given."""

    public_id: str
    number: str
    child: Child
    sign: ChildSign
    is_needed: bool
    evidence: EvidenceView
    panel: DocumentsPanel
    form: GroundForm | None
    refusal: str = ""


@door(policy.give_hours_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request, public_id: str) -> HttpResponse:
    """Show where the evidence stands; take ground and documents."""
    case = _case(request, public_id)
    return _give(request, case) if request.method == "POST" else _show(request, case, _ground_form(case))


def _case(request: Request, public_id: str) -> PreRegistration:
    case = case_with_evidence(request.actor, public_id)
    if case is None:
        raise Http404
    request.trail.shows([case.child_id])
    return case


def _ground_form(case: PreRegistration) -> GroundForm:
    return GroundForm(initial={"ground": evidence_of(case).ground})


def _give(request: Request, case: PreRegistration) -> HttpResponse:
    here = HttpResponseRedirect(reverse("hours_evidence", kwargs={"public_id": case.public_id}))
    if "remove-document" in request.POST:
        errors = take_documents(request, case, Purpose.HOURS)
        return _show(request, case, _ground_form(case), errors, status=409) if errors else here
    form = GroundForm(request.POST)
    if not form.is_valid():
        return _show(request, case, form, take_documents(request, case, Purpose.HOURS), status=422)
    files, ground = request.FILES.getlist(field_of(Purpose.HOURS)), form.cleaned_data["ground"]
    refusals = commands.give_hours_evidence(request.actor, case, ground, files, at=request.moment)
    return _show_refusals(request, case, form, refusals) if refusals else here


def _show_refusals(
    request: Request, case: PreRegistration, form: GroundForm, refusals: list[Refused]
) -> HttpResponse:
    about_files = [one for one in refusals if "file" in one.facts or one.at_field == "documents"]
    others = " ".join(say(one) for one in refusals if one not in about_files)
    return _show(request, case, form, tuple(map(say, about_files)), others, status=422)


def _show(
    request: Request,
    case: PreRegistration,
    form: GroundForm,
    errors: tuple[str, ...] = (),
    refusal: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    found = evidence_of(case)
    is_needed = case.hours in hours_needing_evidence(request.city.settings)
    is_open = case.state != PreRegistrationState.WITHDRAWN and found.state != EvidenceState.APPROVED
    panel = documents_panel(request, case, Purpose.HOURS, errors)
    page = EvidencePage(
        public_id=case.public_id,
        number=case.number,
        child=case.child,
        sign=sign_of(case.child),
        is_needed=is_needed,
        evidence=found,
        panel=panel,
        form=form if is_needed and is_open else None,
        refusal=refusal,
    )
    return render.page(request, "childcare/family/evidence.html", page, status=status)


@dataclass(frozen=True)
class FeeDocumentsPage:
    """Documents for the fee assessment."""

    public_id: str
    child: Child
    sign: ChildSign
    panel: DocumentsPanel


@door(policy.attach_document)
@require_http_methods(["GET", "HEAD", "POST"])
def fee_documents(request: Request, public_id: str) -> HttpResponse:
    """Hand in documents for the fee at once, if the family likes; they wait for the fee office."""
    case = _case(request, public_id)
    errors = take_documents(request, case, Purpose.FEE) if request.method == "POST" else ()
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(reverse("fee_documents", kwargs={"public_id": public_id}))
    panel = documents_panel(request, case, Purpose.FEE, errors)
    page = FeeDocumentsPage(case.public_id, case.child, sign_of(case.child), panel)
    return render.page(request, "childcare/family/fee_documents.html", page, status=422 if errors else 200)
