"""One step of the form: shown with what was typed, kept at every button, judged before the next."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.commands.drafts import cut
from kidsapp.childcare.family.documents import is_about_documents
from kidsapp.childcare.family.preregister import check, kitas, reasons, uploads
from kidsapp.childcare.family.preregister.frame import StepPage, frame_of, step_page
from kidsapp.childcare.family.preregister.sheet import CHECK, CHILD, FAMILY, KITAS, Sheet, sheet_of, typed_in
from kidsapp.childcare.forms import StepForm, Typed
from kidsapp.childcare.models import Draft
from kidsapp.childcare.queries.drafts import OpenDraft, draft_for
from kidsapp.municipality.statements import read_at_once
from kidsapp.page import kept
from kidsapp.places import basket


@door(policy.keep_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def draft_step(request: Request, public_id: str, step: str) -> HttpResponse:
    """Show a step; keep what was typed; go on, back, away, or say what is missing."""
    with read_at_once():
        draft = draft_for(request.actor, public_id)
        if draft is None:
            raise Http404
        if draft.sent:
            request.trail.shows([])
            return HttpResponseRedirect(reverse("draft_sent", kwargs={"public_id": public_id}))
        sheet = sheet_of(request, draft)
    if step not in sheet.steps:
        return HttpResponseRedirect(sheet.url(sheet.steps[0]))
    if step == CHECK:
        return check.check(request, sheet)
    return post(request, sheet, step) if request.method == "POST" else _get(request, sheet, step)


def _get(request: Request, sheet: Sheet, step: str) -> HttpResponse:
    if typed := kept.kept(request):
        note = gettext("Hier ist, was Sie eingegeben hatten. Mit „Weiter“ wird es gespeichert.")
        return show(sheet.with_typed(step, typed_in(typed)), step, notes=[note])
    if step == KITAS:
        sheet = kitas.back_from_search(request, sheet)
    return show(sheet, step, is_judged="pruefen" in request.GET)


def post(request: Request, sheet: Sheet, step: str) -> HttpResponse:
    """Keep what was sent; then do what the button says."""
    typed = kitas.typed_wishes(request) if step == KITAS else typed_in(request.POST)
    wanted = sheet.with_typed(step, typed)
    if _is_overtaken(request, sheet, step, typed):
        return _show_overtaken(request, sheet, wanted, step)
    unkept = uploads.take(sheet, step)
    if unkept or is_about_documents(request):
        saved = _save(wanted, step, step)
        here = HttpResponseRedirect(saved.url(step))
        return show(saved, step, unkept=unkept, status=422) if unkept else here
    if "back" in request.POST or "later" in request.POST:
        go_on = sheet.before(step) if "back" in request.POST else step
        _save(wanted, step, go_on or step)
        return HttpResponseRedirect(sheet.home if "later" in request.POST else wanted.url(go_on or step))
    if step == FAMILY and "look" in request.POST:
        _save(wanted, step, step)
        return HttpResponseRedirect(f"{wanted.url(step)}#known")
    if step == KITAS and kitas.is_asked(request):
        return kitas.do(request, wanted, _save)
    return _onward(wanted, step)


def _show_overtaken(request: Request, sheet: Sheet, wanted: Sheet, step: str) -> HttpResponse:
    """What was typed is shown and not kept; chosen files are, since a browser forgets them."""
    notes = [
        gettext(
            "Diese Seite wurde inzwischen an anderer Stelle geändert. Ihre Eingaben hier stehen unten. "
            "Mit „Weiter“ gilt, was hier steht."
        )
    ]
    unkept = uploads.take(sheet, step)
    if request.FILES and not unkept:
        notes.append(gettext("Ihre Dateien sind gespeichert. Sie müssen sie nicht noch einmal auswählen."))
    return show(wanted, step, notes=notes, unkept=unkept, status=409)


def _onward(sheet: Sheet, step: str) -> HttpResponse:
    form, found = reasons.against(sheet, step)
    if found:
        saved = _save(sheet, step, step)
        return show(saved, step, form=form, found=found, status=422)
    saved = _save(sheet, step, sheet.after(step))
    return HttpResponseRedirect(saved.url(sheet.after(step)))


def _is_overtaken(request: Request, sheet: Sheet, step: str, typed: Typed) -> bool:
    seen = request.POST.get("seen")
    return bool(seen) and seen != sheet.seen(step) and cut(typed) != sheet.typed(step)


def _save(sheet: Sheet, step: str, go_on: str) -> Sheet:
    """Keep the step; the first one begins the draft."""
    request, typed = sheet.request, sheet.typed(step)
    if sheet.draft is None:
        draft = start_draft(sheet, typed, go_on)
    else:
        child = sheet.child if step == CHILD else None
        draft = commands.save_step(
            request.actor, sheet.draft, {step: typed}, go_on=go_on, child=child, at=request.moment
        )
    return replace(sheet, draft=draft)


def start_draft(sheet: Sheet, typed: Typed, go_on: str) -> Draft:
    """The draft of a first page, with the Kitas that the family remembered before."""
    request = sheet.request
    remembered = () if sheet.is_at_counter else basket.remembered_ids(request.session)
    return commands.begin_draft(
        request.actor,
        request.POST.get("key", ""),
        {CHILD: typed, KITAS: {"wish": remembered}},
        origin=sheet.origin,
        facility=sheet.facility,
        go_on=go_on,
        child=sheet.child,
        at=request.moment,
    )


def show(
    sheet: Sheet,
    step: str,
    *,
    form: StepForm | None = None,
    found: Sequence[Any] = (),
    notes: Sequence[str] = (),
    key: str = "",
    begun: Sequence[OpenDraft] = (),
    is_judged: bool = False,
    unkept: uploads.Unkept = uploads.ALL_KEPT,
    status: int = 200,
) -> HttpResponse:
    """The page of a step, judged or not."""
    if is_judged and sheet.typed(step):
        form, found = reasons.against(sheet, step)
    frame = frame_of(sheet, step, key=key, notes=notes)
    if step == KITAS:
        page = kitas.page(sheet, frame, found)
    else:
        page = StepPage(frame, form or sheet.shown(step), _more(sheet, step, found, begun, unkept))
    return step_page(sheet, step, page, status=status)


def _more(
    sheet: Sheet, step: str, found: Sequence[Any], begun: Sequence[OpenDraft], unkept: uploads.Unkept
) -> dict[str, Any]:
    families = sheet.families if step == FAMILY and sheet.may_know_family else None
    panels = uploads.panels(sheet, step, unkept)
    return {**reasons.links(found), "begun": begun, "uploads": panels, "families": families}
