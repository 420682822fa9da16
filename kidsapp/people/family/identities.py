"""Log-ins elsewhere that open the own account, and undoing one."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import commands, policy
from kidsapp.people.adapters.identity.configured import providers_of
from kidsapp.people.queries.identities import Identity, identities_of


@dataclass(frozen=True)
class IdentitiesPage:
    """What opens the account besides the own password; ``names`` are those of this city's providers."""

    identities: list[Identity]
    names: dict[str, str]
    is_done: bool
    refusal: str


@door(policy.see_identities)
@require_http_methods(["GET", "HEAD", "POST"])
def identities(request: Request) -> HttpResponse:
    """The list, with a button each."""
    if request.method != "POST":
        return _page(request)
    chosen = whole_number(request.POST.get("identity", ""), digits=18) or 0
    this = request.session.session_key
    refused = commands.unlink_identity(request.actor, chosen, this=this, at=request.moment)
    if refused:
        return _page(request, say(refused), status=409)
    return HttpResponseRedirect(f"{reverse('identities')}?saved=1")


def _page(request: Request, refusal: str = "", *, status: int = 200) -> HttpResponse:
    found = identities_of(request.actor.account_id or 0)
    names = {provider.id: provider.name for provider in providers_of(request.city.row).values()}
    page = IdentitiesPage(found, names, "saved" in request.GET, refusal)
    return render.page(request, "people/family/identities.html", page, status=status)
