"""The last step: everything once more in words, with ways back, and the button that sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.audit.door import Request
from kidsapp.childcare import commands, rules
from kidsapp.childcare.family.preregister import reasons
from kidsapp.childcare.family.preregister.frame import Frame, frame_of
from kidsapp.childcare.family.preregister.search import end_search
from kidsapp.childcare.family.preregister.sheet import CHECK, Sheet
from kidsapp.childcare.family.preregister.whole import Whole, whole_of
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.concerns import likely_duplicates
from kidsapp.childcare.queries.drafts import draft_for
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import Season
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.statements import read_at_once
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people import policy as people_policy
from kidsapp.people.queries import children_among
from kidsapp.places import basket


@dataclass(frozen=True)
class CheckPage:
    """The summary, what speaks against sending, and when the answer comes."""

    frame: Frame
    whole: Whole
    season: Season | None
    is_late: bool
    today: date
    refusals: list[str]
    ways: list[tuple[str, str]]
    alike: list[PreRegistration]


def check(request: Request, sheet: Sheet) -> HttpResponse:
    """Show the summary; send the form."""
    with read_at_once():
        whole = whole_of(sheet)
    if request.method != "POST":
        return _page(sheet, whole)
    if "back" in request.POST or "later" in request.POST:
        away = sheet.home if "later" in request.POST else sheet.url(sheet.before(CHECK))
        return HttpResponseRedirect(away)
    if request.POST.get("seen") and request.POST["seen"] != sheet.seen(CHECK):
        note = gettext(
            "Diese Angaben wurden inzwischen an anderer Stelle geändert. Bitte prüfen Sie noch einmal."
        )
        return _page(sheet, whole, notes=[note], status=409)
    if whole.form is None or sheet.draft is None:
        return _sent_meanwhile(sheet) or _page(sheet, whole, status=422)
    return _send(request, sheet, whole)


def _sent_meanwhile(sheet: Sheet) -> HttpResponse | None:
    """Of two presses of the button the second may find the case that the first has just made."""
    public_id = sheet.draft.public_id if sheet.draft else ""
    draft = draft_for(sheet.request.actor, public_id)
    return HttpResponseRedirect(_sent_address(public_id)) if draft and draft.sent else None


def _sent_address(public_id: str) -> str:
    return reverse("draft_sent", kwargs={"public_id": public_id})


def _send(request: Request, sheet: Sheet, whole: Whole) -> HttpResponse:
    draft, form = sheet.draft, whole.form
    assert draft is not None and form is not None  # noqa: S101 (for the type checker)
    if draft.changes:
        answer = commands.change_preregistration(request.actor, draft, form, at=request.moment)
    else:
        answer = commands.submit_draft(request.actor, draft, form, at=request.moment)
    if not isinstance(answer, PreRegistration):
        return _page(sheet, whole, refusals=answer, status=422)
    end_search(request, draft)
    for public_id in form.answers.wishes:
        basket.forget(request.session, public_id)
    return HttpResponseRedirect(_sent_address(draft.public_id))


def _page(
    sheet: Sheet,
    whole: Whole,
    *,
    notes: list[str] | None = None,
    refusals: Sequence[Refused] = (),
    status: int = 200,
) -> HttpResponse:
    today = sheet.request.actor.today
    season = season_on(whole.form.answers.starts_on, sheet.settings) if whole.form else None
    page = CheckPage(
        frame=frame_of(sheet, CHECK, notes=notes or []),
        whole=whole,
        season=season,
        is_late=season is not None and rules.is_late(season, today=today),
        today=today,
        refusals=[say(refused) for refused in refusals],
        ways=reasons.links(refusals, page="office_case" if sheet.is_at_counter else "preregistration")[
            "ways"
        ],
        alike=_alike(sheet, whole),
    )
    return render.page(sheet.request, "childcare/family/preregister/pruefen.html", page, status=status)


def _alike(sheet: Sheet, whole: Whole) -> list[PreRegistration]:
    """Live cases of a child that may be this one: for the youth office, as far as this worker sees them."""
    is_of_office = sheet.origin == PreRegistration.Origin.YOUTH_OFFICE and not sheet.changes
    record = whole.form.record if is_of_office and whole.form else None
    found = likely_duplicates(record) if record else []
    actor, children = sheet.request.actor, [case.child_id for case in found]
    seen = children_among(actor, people_policy.see_custody, children)
    sheet.request.trail.shows(seen)
    return [case for case in found if case.child_id in seen]
