"""The page that the second guardian's own link opens; no log-in needed."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import AgreementForm
from kidsapp.childcare.models import Agreement
from kidsapp.childcare.queries.agreements import agreement_by_token, may_take_up, refusal_to_open_link
from kidsapp.childcare.queries.family import WishLine, wish_lines
from kidsapp.childcare.states import AgreementState
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people.models import Custody


@dataclass(frozen=True)
class AgreementPage:
    """What is asked: a given name, a first day, wishes; nothing about the other guardian."""

    child: str
    starts_on: date
    wishes: list[WishLine]
    valid_until: date
    state: str
    answered_at: datetime | None
    form: AgreementForm
    is_signed_in: bool
    may_take_up: bool
    is_joined: bool
    case_id: str
    onward: str
    refusal: str = ""


@dataclass(frozen=True)
class ClosedLinkPage:
    """Why the link shows nothing."""

    reason: str


@door(policy.answer_agreement)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Request, token: str) -> HttpResponse:
    """Show what is asked; agree, object, or join with an own account."""
    found = agreement_by_token(token)
    refused = refusal_to_open_link(request.actor, found)
    if found is None or refused:
        return _closed(request, refused)
    request.trail.shows([found.preregistration.child_id])
    if request.method != "POST":
        return _show(request, found, token)
    if "join" in request.POST:
        return _join(request, found, token)
    return _answer(request, found, token)


def _closed(request: Request, refused: Refused | None) -> HttpResponse:
    request.trail.shows([])
    page = ClosedLinkPage(say(refused) if refused else "")
    return _hidden(render.page(request, "childcare/family/closed_link.html", page, status=404))


def _hidden(response: HttpResponse) -> HttpResponse:
    """Neither search engines nor caches keep the page."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _show(
    request: Request, found: Agreement, token: str, *, form: AgreementForm | None = None, refusal: str = ""
) -> HttpResponse:
    case = found.preregistration
    page = AgreementPage(
        child=case.child.given_name,
        starts_on=case.starts_on,
        wishes=wish_lines(case),
        valid_until=found.valid_until,
        state=AgreementState(found.state),
        answered_at=found.answered_at,
        form=form or AgreementForm(),
        is_signed_in=request.actor.account_id is not None,
        may_take_up=may_take_up(request.actor, found),
        is_joined=policy.see_preregistration.permits(request.actor, case),
        case_id=case.public_id,
        onward=urlencode({"next": reverse("agreement", kwargs={"token": token})}),
        refusal=refusal,
    )
    status = 409 if refusal else 422 if page.form.errors else 200
    return _hidden(render.page(request, "childcare/family/agreement.html", page, status=status))


def _answer(request: Request, found: Agreement, token: str) -> HttpResponse:
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _show(request, found, token, form=form)
    answer = commands.answer_agreement(
        request.actor,
        found,
        agrees=form.cleaned_data["answer"] == AgreementForm.AGREE,
        remark=form.cleaned_data["remark"],
        at=request.moment,
    )
    if isinstance(answer, Refused):
        return _show(request, found, token, form=form, refusal=say(answer))
    return HttpResponseRedirect(reverse("agreement", kwargs={"token": token}))


def _join(request: Request, found: Agreement, token: str) -> HttpResponse:
    if request.actor.account_id is None:
        url = reverse("agreement", kwargs={"token": token})
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': url})}")
    answer = commands.take_up_link(request.actor, found, at=request.moment)
    if isinstance(answer, Custody):
        case = found.preregistration
        return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": case.public_id}))
    return _show(request, found, token, refusal=say(answer))
