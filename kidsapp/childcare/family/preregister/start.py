"""Where a form begins: with a child, with a case to be changed; and where it is thrown away."""

import secrets
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.family.preregister import step
from kidsapp.childcare.family.preregister.search import IN_SEARCH, end_search
from kidsapp.childcare.family.preregister.sheet import CHILD, KITAS, Sheet, sheet_of, typed_in
from kidsapp.childcare.queries.drafts import draft_for, open_drafts
from kidsapp.page import kept, render

KEY_BYTES = 9


@door(policy.preregister_child)
@require_http_methods(["GET", "HEAD", "POST"])
def preregister(request: Request) -> HttpResponse:
    """The first step of a new form; who comes from a search in a form goes back to that form."""
    sheet = sheet_of(request, None)
    if request.method == "POST":
        return step.post(request, sheet, CHILD)
    if draft_id := request.session.get(IN_SEARCH):
        draft = draft_for(request.actor, draft_id)
        if draft and not draft.sent_id:
            return HttpResponseRedirect(reverse("draft_step", kwargs={"public_id": draft_id, "step": KITAS}))
    return first_page(request, sheet)


def first_page(request: Request, sheet: Sheet) -> HttpResponse:
    """The first step, untouched; and the forms that were begun before."""
    key = secrets.token_urlsafe(KEY_BYTES)
    if typed := kept.kept(request):
        return step.show(sheet.with_typed(CHILD, typed_in(typed)), CHILD, key=typed.get("key") or key)
    return step.show(sheet, CHILD, key=key, begun=open_drafts(request.actor, origin=sheet.origin))


@dataclass(frozen=True)
class DiscardPage:
    """What would be thrown away."""

    public_id: str
    child: str
    step: str
    home: str


@door(policy.keep_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def discard_draft(request: Request, public_id: str) -> HttpResponse:
    """Ask once, then throw the form away with all that was typed."""
    draft = draft_for(request.actor, public_id)
    if draft is None or draft.sent_id:
        raise Http404
    sheet = sheet_of(request, draft)
    if request.method != "POST":
        page = DiscardPage(public_id, sheet.child_name, draft.step, sheet.home)
        return render.page(request, "childcare/family/preregister/discard.html", page)
    commands.discard_draft(request.actor, draft, at=request.moment)
    end_search(request, draft)
    return HttpResponseRedirect(sheet.home)
