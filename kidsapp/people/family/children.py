"""A family's children: add, see, correct, and the sign that the child chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.acts import Act
from kidsapp.audit.door import Request, door
from kidsapp.kernel.periods import age_in_months, age_in_years
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.measures import in_months, in_years
from kidsapp.page.signs import ChildSign
from kidsapp.people import commands, policy
from kidsapp.people.forms import ChildForm, NewChildForm, SignForm, show_refusals, typed_before
from kidsapp.people.models import Child
from kidsapp.people.queries import account_of, child_for, guardians_seen_by, sign_of
from kidsapp.people.queries.custody import GuardianLine

SPOKEN_IN_YEARS_FROM = 24


@dataclass(frozen=True)
class ChildFormPage:
    """The form of a child; ``child`` is ``None`` for a new one, ``onward`` where the family wanted to go."""

    form: ChildForm
    onward: str = ""
    child: Child | None = None


@door(policy.add_child)
@require_http_methods(["GET", "HEAD", "POST"])
def new_child(request: Request) -> HttpResponse:
    """Add an own child."""
    initial = typed_before(request) or {"family_name": account_of(request.actor).family_name}
    form = NewChildForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        answer = commands.add_child(request.actor, form.record(), kind=kind, at=request.moment)
        if isinstance(answer, Child):
            return HttpResponseRedirect(_onward(request) or _url(answer, saved="added"))
        show_refusals(form, answer)
    return render.page(request, "people/family/child_form.html", ChildFormPage(form, _onward(request)))


def _onward(request: Request) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else ""


def _url(child: Child, **query: str) -> str:
    url = reverse("child", kwargs={"public_id": child.public_id})
    return f"{url}?{urlencode(query)}" if query else url


def _child(request: Request, act: Act, public_id: str) -> Child:
    found = child_for(request.actor, act, public_id)
    if found is None:
        raise Http404
    request.trail.shows([found.pk])
    return found


@dataclass(frozen=True)
class ChildPage:
    """One child; ``saved`` names what was just done."""

    child: Child
    sign: ChildSign
    age: str
    guardians: list[GuardianLine]
    may_save: bool
    saved: str


@door(policy.see_child)
@require_safe
def child(request: Request, public_id: str) -> HttpResponse:
    """What is known about a child."""
    found = _child(request, policy.see_child, public_id)
    may_save = policy.save_child.permits(request.actor, found)
    page = ChildPage(
        child=found,
        sign=sign_of(found),
        age=spoken_age(found, request.actor.today),
        guardians=guardians_seen_by(request.actor, found) if may_save else [],
        may_save=may_save,
        saved=request.GET.get("saved", ""),
    )
    return render.page(request, "people/family/child.html", page)


def spoken_age(child: Child, today: date) -> str:
    """How old the child is: months up to two years, then years."""
    months = age_in_months(child.born_on, on=today)
    if months < SPOKEN_IN_YEARS_FROM:
        return in_months(months)
    return in_years(age_in_years(child.born_on, on=today))


@door(policy.save_child)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_child(request: Request, public_id: str) -> HttpResponse:
    """Correct the record of a child."""
    found = _child(request, policy.save_child, public_id)
    form = _edit_form(request, found)
    if request.method == "POST" and form.is_valid():
        answer = _save(request, found, form)
        if isinstance(answer, Child):
            return HttpResponseRedirect(_url(found, saved="record"))
        show_refusals(form, answer)
        form.data = _typed_over(request, found)
    return render.page(request, "people/family/child_form.html", ChildFormPage(form, child=found))


def _edit_form(request: Request, child: Child) -> ChildForm:
    if request.method == "POST":
        return ChildForm(request.POST)
    known = {name: getattr(child, name) for name in ChildForm.base_fields}
    return ChildForm(initial=typed_before(request) or known)


def _save(request: Request, child: Child, form: ChildForm) -> Child | Sequence[Refused]:
    version = form.cleaned_data["version"] or 0
    return commands.save_child(request.actor, child, form.record(), version=version, at=request.moment)


def _typed_over(request: Request, child: Child) -> QueryDict:
    """What was typed, on top of the record as it is now."""
    typed = request.POST.copy()
    typed["version"] = str(child.version)
    return typed


@dataclass(frozen=True)
class SignPage:
    """The child chooses its sign."""

    child: Child
    sign: ChildSign
    form: SignForm


@door(policy.choose_sign)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, public_id: str) -> HttpResponse:
    """Let the child choose shape, colour and picture."""
    found = _child(request, policy.choose_sign, public_id)
    own = sign_of(found)
    initial = {"shape": own.shape, "colour": own.colour, "picture": own.picture}
    form = SignForm(request.POST or None, initial=typed_before(request) or initial)
    if request.method == "POST" and form.is_valid():
        commands.choose_sign(request.actor, found, form.sign(), at=request.moment)
        return HttpResponseRedirect(_url(found, saved="sign"))
    return render.page(request, "people/family/sign.html", SignPage(found, own, form))
