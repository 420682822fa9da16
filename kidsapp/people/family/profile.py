"""The own account: names, phone and language, and the ways to address and password."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import commands, policy
from kidsapp.people.commands import Profile
from kidsapp.people.forms import ProfileForm, show_refusals, typed_before
from kidsapp.people.models import Account
from kidsapp.people.queries import account_of, children_of


@dataclass(frozen=True)
class ProfilePage:
    """The own account; ``saved`` names what was just done."""

    form: ProfileForm
    email: str
    saved: str
    by_letter: bool
    may_choose: bool = False
    refusal: str = ""


@door(policy.save_profile)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Who is logged in, and how they like to be written to."""
    account = account_of(request.actor)
    if request.method == "POST" and "mails" in request.POST:
        commands.want_mails(request.actor, at=request.moment)
        return _to_profile_in(account.language)
    if request.method == "POST" and "letters" in request.POST:
        refused = commands.want_letters(request.actor, at=request.moment)
        return _show(request, account, refused) if refused else _to_profile_in(account.language)
    form = _form(request, account)
    if request.method == "POST" and form.is_valid():
        answer = commands.save_profile(request.actor, Profile(**form.cleaned_data), at=request.moment)
        if isinstance(answer, Account):
            return _to_profile_in(answer.language)
        show_refusals(form, answer)
    return _page(request, account, form)


def _show(request: Request, account: Account, refused: Refused) -> HttpResponse:
    known = {name: getattr(account, name) for name in ProfileForm.base_fields}
    return _page(request, account, ProfileForm(initial=known), say(refused), status=409)


def _page(
    request: Request, account: Account, form: ProfileForm, refusal: str = "", *, status: int = 200
) -> HttpResponse:
    saved = request.GET.get("saved", "")
    may_choose = bool(children_of(request.actor))
    page = ProfilePage(form, account.email or "", saved, account.by_letter, may_choose, refusal)
    return render.page(request, "people/family/profile.html", page, status=status)


def _form(request: Request, account: Account) -> ProfileForm:
    if request.method == "POST":
        return ProfileForm(request.POST)
    known = {name: getattr(account, name) for name in ProfileForm.base_fields}
    return ProfileForm(initial=typed_before(request) or known)


def _to_profile_in(language: str) -> HttpResponse:
    with translation.override(language):
        return HttpResponseRedirect(f"{reverse('account_profile')}?saved=profile")
