"""Pages for staff: who has which role, inviting, deputising, ending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.acts import Act
from kidsapp.audit.door import Request, door
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import commands, policy
from kidsapp.people.forms import DeputyForm, EndForm, InviteForm, LimitForm, show_refusals, typed_before
from kidsapp.people.models import Invitation, Membership
from kidsapp.people.queries.invitations import invitation_for, open_invitations
from kidsapp.people.queries.team import (
    TeamMember,
    district_names,
    districts_alike,
    districts_of_nobody,
    districts_to_grant,
    facilities_to_grant,
    membership_for,
    organisations_to_grant,
    reach_of,
    team_of,
)
from kidsapp.people.rules import grantable_roles
from kidsapp.people.texts import ROLE_HINTS, ROLE_NAMES


@dataclass(frozen=True)
class TeamGroup:
    """Everybody with the same role."""

    role: str
    members: list[TeamMember]


@dataclass(frozen=True)
class Invited:
    """An invitation that waits."""

    public_id: str
    email: str
    role: str
    place: str
    valid_until: date


@dataclass(frozen=True)
class TeamPage:
    """Who has which role, and who is invited; ``saved`` names what was just done."""

    groups: list[TeamGroup]
    invitations: list[Invited]
    may_invite: bool
    saved: str
    of_nobody: list[str]
    refusal: str = ""


@door(policy.see_team)
@require_safe
def team(request: Request) -> HttpResponse:
    """The roles that one may see."""
    return _team(request)


def _team(request: Request, refused: Refused | None = None) -> HttpResponse:
    members = team_of(request.actor)
    named = [
        TeamGroup(gettext(ROLE_NAMES[role]), [member for member in members if member.role is role])
        for role in ROLE_HINTS
    ]
    invited = open_invitations(request.actor)
    names = district_names(invited)
    page = TeamPage(
        groups=[group for group in named if group.members],
        invitations=[_invited(row, names) for row in invited],
        of_nobody=districts_of_nobody(members, today=request.actor.today),
        may_invite=policy.invite.is_open_to(request.actor),
        saved=request.GET.get("saved", ""),
        refusal=say(refused) if refused else "",
    )
    return render.page(request, "people/office/team.html", page)


def _invited(row: Invitation, names: Mapping[str, str]) -> Invited:
    name = _role_name(row)
    role = gettext("Vertretung: {role}").format(role=name) if row.deputy_for_id else name
    return Invited(row.public_id, row.email, role, reach_of(row, names), row.valid_until)


def _role_name(row: Invitation | Membership) -> str:
    return next(gettext(name) for role, name in ROLE_NAMES.items() if role == row.role)


def _to_team(saved: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('team')}?saved={saved}")


@dataclass(frozen=True)
class RoleChoice:
    """A role that may be given, and what it is for."""

    name: str
    hint: str
    url: str


@dataclass(frozen=True)
class InvitePage:
    """The form of an invitation to one role; before that the choice of the role."""

    form: InviteForm
    chosen: RoleChoice | None
    choices: list[RoleChoice]
    alike: list[str]


@door(policy.invite)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request) -> HttpResponse:
    """Choose a role, then invite somebody to it by mail."""
    typed = typed_before(request)
    districts = districts_to_grant(request.actor)
    form = InviteForm(
        request.POST or None,
        initial=typed,
        asked=request.POST.get("role") or request.GET.get("aufgabe") or typed.get("role", ""),
        roles=grantable_roles(request.actor.roles()),
        facilities=facilities_to_grant(request.actor),
        organisations=organisations_to_grant(request.actor),
        districts=districts,
    )
    if request.method == "POST" and form.is_valid():
        answer = commands.invite(request.actor, **form.cleaned_data, at=request.moment)
        if isinstance(answer, Invitation):
            return _to_team("invited")
        show_refusals(form, answer)
    choices = {role: _choice(role) for role in form.roles}
    chosen = choices[form.chosen] if form.chosen else None
    alike = districts_alike(districts) if "districts" in form.fields else []
    page = InvitePage(form, chosen, list(choices.values()), alike)
    return render.page(request, "people/office/invite.html", page)


def _choice(role: Role) -> RoleChoice:
    address = f"{reverse('invite')}?aufgabe={role.value}"
    return RoleChoice(gettext(ROLE_NAMES[role]), gettext(ROLE_HINTS[role]), address)


@door(policy.withdraw_invitation)
@require_http_methods(["POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    found = invitation_for(request.actor, policy.withdraw_invitation, public_id)
    if found is None:
        raise Http404
    if refused := commands.withdraw_invitation(request.actor, found, at=request.moment):
        return _team(request, refused)
    return _to_team("withdrawn")


@dataclass(frozen=True)
class MembershipPage:
    """A form about one role."""

    form: DeputyForm | EndForm | LimitForm
    public_id: str
    name: str
    role: str
    place: str
    is_own: bool = True
    alike: Sequence[str] = ()


def _membership(request: Request, act: Act, public_id: str) -> Membership:
    found = membership_for(request.actor, act, public_id)
    if found is None:
        raise Http404
    return found


def _page(row: Membership, form: DeputyForm | EndForm | LimitForm) -> MembershipPage:
    place = reach_of(row, district_names([row]))
    return MembershipPage(form, row.public_id, str(row.account), _role_name(row), place)


@door(policy.deputise)
@require_http_methods(["GET", "HEAD", "POST"])
def deputise(request: Request, public_id: str) -> HttpResponse:
    """Name a deputy for some days."""
    own = _membership(request, policy.deputise, public_id)
    form = DeputyForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        answer = commands.deputise(request.actor, own, **form.cleaned_data, at=request.moment)
        if isinstance(answer, Invitation):
            return _to_team("deputised")
        show_refusals(form, answer)
    page = replace(_page(own, form), is_own=own.account_id == request.actor.account_id)
    return render.page(request, "people/office/deputise.html", page)


@door(policy.end_membership)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """End a role, at once or with a last day."""
    found = _membership(request, policy.end_membership, public_id)
    form = EndForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        refused = commands.end_membership(request.actor, found, **form.cleaned_data, at=request.moment)
        if refused is None:
            is_own = found.account_id == request.actor.account_id
            return HttpResponseRedirect(reverse("home")) if is_own else _to_team("ended")
        show_refusals(form, refused)
    return render.page(request, "people/office/end.html", _page(found, form))


@door(policy.limit_membership)
@require_http_methods(["GET", "HEAD", "POST"])
def limit(request: Request, public_id: str) -> HttpResponse:
    """Say for which districts somebody of the youth office answers."""
    found = _membership(request, policy.limit_membership, public_id)
    typed, offered = request.POST if request.method == "POST" else None, districts_to_grant(request.actor)
    form = LimitForm(typed, initial={"districts": found.districts}, districts=offered)
    if form.is_valid():
        chosen = form.cleaned_data.get("districts", ())
        answer = commands.limit_membership(request.actor, found, chosen, at=request.moment)
        if isinstance(answer, Membership):
            return _to_team("limited")
        show_refusals(form, answer)
    page = replace(_page(found, form), alike=districts_alike(offered))
    return render.page(request, "people/office/limit.html", page)
