"""The youth office's desk for what only it can settle."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.commands import Settlement
from kidsapp.childcare.forms import DuplicateForm, NoteForm
from kidsapp.childcare.models import CaseConcern, PreRegistration
from kidsapp.childcare.queries import concerns as queries
from kidsapp.childcare.queries.concerns import CaseSide, ConcernDesk
from kidsapp.page import render
from kidsapp.people.forms import show_refusals
from kidsapp.places.wording import hours_names


@dataclass(frozen=True)
class ConcernsPage:
    """What waits, and what was settled."""

    desk: ConcernDesk
    saved: str


@door(policy.settle_concern)
@require_safe
def concerns(request: Request) -> HttpResponse:
    """Every open concern, oldest first."""
    desk = queries.concern_desk(request.actor)
    request.trail.shows(desk.children)
    page = ConcernsPage(desk, request.GET.get("saved", ""))
    return render.page(request, "childcare/office/concerns.html", page)


@dataclass(frozen=True)
class ConcernPage:
    """One concern: the case, or two side by side, and the form to settle it."""

    concern: CaseConcern
    sides: list[CaseSide]
    rows: list[tuple[str, tuple[str, ...], bool]]
    form: NoteForm
    is_duplicate: bool


@door(policy.settle_concern)
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: Request, public_id: str) -> HttpResponse:
    """Compare and settle."""
    found = queries.concern_for(request.actor, public_id)
    if found is None:
        raise Http404
    cases = [found.preregistration, *([found.other] if found.other else [])]
    request.trail.shows(case.child_id for case in cases)
    form = _form(request, cases)
    if request.method == "POST" and form.is_valid():
        answer = commands.settle_concern(request.actor, found, _settlement(form), at=request.moment)
        if isinstance(answer, CaseConcern):
            return HttpResponseRedirect(f"{reverse('concerns')}?saved=settled")
        show_refusals(form, answer)
    return _show(request, found, cases, form)


def _form(request: Request, cases: Sequence[PreRegistration]) -> NoteForm:
    typed = request.POST or None
    if len(cases) == 1:
        return NoteForm(typed)
    return DuplicateForm(typed, cases=[(case.public_id, case.number) for case in cases])


def _settlement(form: NoteForm) -> Settlement:
    note = form.cleaned_data["note"]
    if isinstance(form, DuplicateForm):
        return Settlement(note, form.kept(), form.cleaned_data["shares_custody"])
    return Settlement(note)


def _show(
    request: Request, found: CaseConcern, cases: Sequence[PreRegistration], form: NoteForm
) -> HttpResponse:
    hours = hours_names(request.city.settings)
    sides = [queries.case_side(request.actor, case, hours=hours) for case in cases]
    values = zip(*(side.values for side in sides), strict=True)
    page = ConcernPage(
        concern=found,
        sides=sides,
        rows=[
            (label, of_both, len(set(of_both)) == 1) for label, of_both in zip(_labels(), values, strict=True)
        ],
        form=form,
        is_duplicate=len(cases) > 1,
    )
    status = 422 if form.errors else 200
    return render.page(request, "childcare/office/concern.html", page, status=status)


def _labels() -> list[str]:
    return [
        gettext("Vorname"),
        gettext("Nachname"),
        gettext("Geboren"),
        gettext("Stand"),
        gettext("Gesendet"),
        gettext("Beginn"),
        gettext("Stunden"),
        gettext("Wünsche"),
        gettext("Sorgeberechtigte"),
        gettext("Erreichbar"),
        gettext("Anschrift"),
    ]
