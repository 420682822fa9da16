"""A paper family goes on by itself: number and code from its paper, then its own account."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.forms import TakeOverForm
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.take_over import case_by_number, tidy_number
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people.adapters.limits import may_try
from kidsapp.people.queries.take_over import code_of, refusal_to_take_over
from kidsapp.people.refusals import PeopleRefusal as Why

HELD = "take_over"
"""Number and code that fit, while whoever typed them logs in."""
TOO_MANY = 429


@dataclass(frozen=True)
class TakeOverPage:
    """The form; or, once number and code fit, whose case it is and the way to an account."""

    form: TakeOverForm
    child: str
    number: str
    is_signed_in: bool
    onward: str
    refusal: str = ""


@door(policy.take_over_case)
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: Request) -> HttpResponse:
    """Ask for number and code, then for an account, then hand the case over."""
    if "other" in request.POST:
        request.session.pop(HELD, None)
    elif request.method == "POST" and "number" in request.POST:
        return _look_up(request)
    elif request.method == "POST" and (held := request.session.get(HELD)):
        return _take_over(request, *held)
    held = request.session.get(HELD)
    return _show(request, TakeOverForm(), case_by_number(held[0]) if held else None)


def _look_up(request: Request) -> HttpResponse:
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    number, code = tidy_number(form.cleaned_data["number"]), form.cleaned_data["code"]
    if not may_try(request, "take_over", key=number):
        text = gettext("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten.")
        return _show(request, form, refusal=text, status=TOO_MANY)
    if refused := _refusal(request, number, code):
        return _show(request, form, refusal=say(refused), status=422)
    request.session[HELD] = [number, code]
    request.trail.shows(())
    return HttpResponseRedirect(reverse("take_over"))


def _refusal(request: Request, number: str, code: str) -> Refused | None:
    case = case_by_number(number)
    found = code_of(case.child_id, case.submitted_by_id, code) if case else None
    return refusal_to_take_over(request.actor, found) if found else Refused(Why.CODE_UNKNOWN)


def _take_over(request: Request, number: str, code: str) -> HttpResponse:
    if request.actor.account_id is None:
        return HttpResponseRedirect(f"{reverse('account_login')}?{_onward()}")
    answer = commands.take_over_case(request.actor, number, code, at=request.moment)
    request.session.pop(HELD, None)
    if isinstance(answer, PreRegistration):
        request.trail.shows([answer.child_id])
        return HttpResponseRedirect(reverse("preregistration", kwargs={"public_id": answer.public_id}))
    return _show(request, TakeOverForm(), refusal=say(answer), status=409)


def _onward() -> str:
    return urlencode({"next": reverse("take_over")})


def _show(
    request: Request,
    form: TakeOverForm,
    case: PreRegistration | None = None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    request.trail.shows([case.child_id] if case else [])
    page = TakeOverPage(
        form=form,
        child=case.child.given_name if case else "",
        number=case.number if case else "",
        is_signed_in=request.actor.account_id is not None,
        onward=_onward(),
        refusal=refusal,
    )
    response = render.page(request, "childcare/family/take_over.html", page, status=status)
    response["Cache-Control"] = "no-store"
    return response
