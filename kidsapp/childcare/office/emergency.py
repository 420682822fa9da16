"""Whom to call about a child that is none of one's own: for emergencies, with a reason, for one day."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands
from kidsapp.childcare.forms.emergency import EmergencyForm
from kidsapp.kernel.refusals import Refused
from kidsapp.page import render
from kidsapp.people import policy as people_policy
from kidsapp.people.adapters.limits import may_try
from kidsapp.people.commands import end_emergency_access
from kidsapp.people.forms import show_refusals
from kidsapp.people.models import Child
from kidsapp.people.queries import child_for
from kidsapp.people.queries.emergency import ToCall, child_by_name, people_to_call, reason_of
from kidsapp.people.refusals import PeopleRefusal as Why

TOO_MANY = 429


@dataclass(frozen=True)
class EmergencyPage:
    """The form."""

    form: EmergencyForm
    refusal: str = ""


@dataclass(frozen=True)
class ContactsPage:
    """Whom to call, and why one reads it."""

    child: Child
    people: list[ToCall]
    reason: str


@door(people_policy.open_emergency_access)
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: Request) -> HttpResponse:
    """Say which child and what is wrong."""
    request.trail.shows(())
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and not may_try(request, "emergency", key=str(request.actor.account_id)):
        text = gettext("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten.")
        return _show(request, form, text, status=TOO_MANY)
    if request.method == "POST" and form.is_valid():
        answer = _open(request, form)
        if isinstance(answer, Child):
            return HttpResponseRedirect(reverse("emergency_contacts", kwargs={"public_id": answer.public_id}))
        show_refusals(form, answer)
    return _show(request, form)


def _show(request: Request, form: EmergencyForm, refusal: str = "", *, status: int = 200) -> HttpResponse:
    page = EmergencyPage(form, refusal)
    return render.page(request, "childcare/office/emergency.html", page, status=status)


def _open(request: Request, form: EmergencyForm) -> Child | Refused:
    said = dict(form.cleaned_data)
    reason = said.pop("reason")
    child = child_by_name(**said)
    if child is None:
        return Refused(Why.CHILD_NOT_FOUND)
    answer = commands.open_emergency_access(request.actor, child, reason=reason, at=request.moment)
    return answer if isinstance(answer, Refused) else child


@door(people_policy.see_in_emergency)
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: Request, public_id: str) -> HttpResponse:
    """Whom to call; a button gives the access back."""
    child = child_for(request.actor, people_policy.see_in_emergency, public_id)
    if child is None:
        raise Http404
    if request.method == "POST":
        end_emergency_access(request.actor, child, at=request.moment)
        return HttpResponseRedirect(reverse("desk"))
    request.trail.shows([child.pk])
    today = request.actor.today
    found = people_to_call(child, today=today)
    page = ContactsPage(child, found, reason_of(child, request.actor.account_id, today=today))
    return render.page(request, "childcare/office/emergency_contacts.html", page)
