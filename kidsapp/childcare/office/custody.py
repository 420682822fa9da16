"""The youth office keeps who has custody of a child."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.office.asked import typed_in
from kidsapp.childcare.queries import custody as queries
from kidsapp.childcare.queries.custody import AskedGuardian, CustodyCard
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import WAITING
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import policy as people_policy
from kidsapp.people.commands import CustodyTerms
from kidsapp.people.forms import CustodyEndForm, CustodyForm, ReasonForm, show_refusals
from kidsapp.people.models import Child, Custody
from kidsapp.people.queries import child_for, custodies_of, custody_for


@dataclass(frozen=True)
class CustodyPage:
    """Who has custody of a child, who was asked to agree, and what was done."""

    child: Child
    cards: list[CustodyCard]
    doubts: list[str]
    asked: list[AskedGuardian]
    history: list[queries.HistoryLine]
    case: PreRegistration | None
    saved: str
    refusal: str = ""


@door(people_policy.see_custody)
@require_safe
def custody(request: Request, public_id: str) -> HttpResponse:
    """Everybody who has, had or will have custody of the child."""
    return _show(request, _child(request, public_id))


def _child(request: Request, public_id: str) -> Child:
    child = child_for(request.actor, people_policy.see_custody, public_id)
    if child is None:
        raise Http404
    request.trail.shows([child.pk])
    return child


def _show(request: Request, child: Child, refused: Refused | None = None) -> HttpResponse:
    case, rows = queries.live_case_of(child), custodies_of(child)
    page = CustodyPage(
        child=child,
        cards=queries.custody_cards(rows, today=request.actor.today),
        doubts=queries.doubts(rows, today=request.actor.today),
        asked=queries.asked_guardians(child, case),
        history=queries.history(child),
        case=case,
        saved=request.GET.get("saved", ""),
        refusal=say(refused) if refused else "",
    )
    return render.page(request, "childcare/office/custody.html", page, status=409 if refused else 200)


@dataclass(frozen=True)
class CustodyFormPage:
    """One person's custody with the forms to change, end, block or unblock it."""

    child: Child
    public_id: str
    name: str
    is_blocked: bool
    last_day: date | None
    terms: ReasonForm
    ending: ReasonForm
    block: ReasonForm


@door(people_policy.set_custody)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_custody(request: Request, public_id: str) -> HttpResponse:
    """Write down kind, proof and days; end, block or unblock."""
    found = custody_for(request.actor, people_policy.set_custody, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.child_id])
    act = request.POST.get("act", "")
    form = _form(act, request, found) if act in _FORMS else None
    if form is not None and form.is_valid() and (saved := _carry_out(act, request, found, form)):
        url = reverse("custody", kwargs={"public_id": found.child.public_id})
        return HttpResponseRedirect(f"{url}?saved={saved}")
    return render.page(request, "childcare/office/edit_custody.html", _form_page(request, found, act, form))


_FORMS = {"set": CustodyForm, "end": CustodyEndForm, "block": ReasonForm, "unblock": ReasonForm}


def _form(act: str, request: Request, found: Custody) -> CustodyForm | CustodyEndForm | ReasonForm:
    return _FORMS[act](request.POST, prefix=_PREFIXES[act])


_PREFIXES = {"set": "set", "end": "end", "block": "block", "unblock": "block"}


def _carry_out(
    act: str, request: Request, found: Custody, form: CustodyForm | CustodyEndForm | ReasonForm
) -> str:
    """What was done, or nothing with the reasons in the form."""
    typed = dict(form.cleaned_data)
    reason = typed.pop("reason")
    answer: object
    if act == "set":
        answer = commands.set_custody(
            request.actor, found, CustodyTerms(**typed), reason=reason, at=request.moment
        )
    elif act == "end":
        answer = commands.end_custody(request.actor, found, **typed, reason=reason, at=request.moment)
    else:
        command = commands.block_custody if act == "block" else commands.unblock_custody
        answer = command(request.actor, found, reason=reason, at=request.moment)
    if answer is None or isinstance(answer, Custody):
        return act
    show_refusals(form, answer)
    return ""


def _form_page(
    request: Request, found: Custody, act: str, typed: CustodyForm | CustodyEndForm | ReasonForm | None
) -> CustodyFormPage:
    known = {
        "kind": found.kind,
        "shown_by": found.shown_by,
        "is_checked": found.checked_on is not None,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
    }
    forms = {
        "set": CustodyForm(initial=known, prefix="set"),
        "end": CustodyEndForm(initial={"last_day": request.actor.today}, prefix="end"),
        "block": ReasonForm(prefix="block"),
    }
    if typed is not None:
        forms[_PREFIXES[act]] = typed
    return CustodyFormPage(
        child=found.child,
        public_id=found.public_id,
        name=str(found.account),
        is_blocked=found.blocked_at is not None,
        last_day=found.valid_until,
        terms=forms["set"],
        ending=forms["end"],
        block=forms["block"],
    )


@door(people_policy.see_custody)
@require_POST
def ask_again(request: Request, public_id: str) -> HttpResponse:
    """Ask a named guardian (again): by mail, or by a letter that waits on the desk of letters."""
    child = _child(request, public_id)
    case = queries.live_case_of(child)
    guardian = queries.guardian_to_ask(child, typed_in(request, "guardian"))
    if case is None or guardian is None:
        raise Http404
    answer = commands.ask_guardian(request.actor, case, guardian, at=request.moment)
    if isinstance(answer, Refused):
        return _show(request, child, answer)
    saved = "letter" if answer.letters.filter(letter__state__in=WAITING).exists() else "asked"
    return HttpResponseRedirect(f"{reverse('custody', kwargs={'public_id': child.public_id})}?saved={saved}")
